#include "indexer/readers/json_record.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <unordered_map>

#include "indexer/mapping/aliases.h"
#include "indexer/readers/json_answers.h"
#include "indexer/readers/json_text.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kDeepest = 3;
constexpr std::size_t kMostColumns = 1000;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

// A member that is known: a column, or an object whose members are.
struct Node {
    std::unordered_map<std::string, std::unique_ptr<Node>, TextHash, std::equal_to<>> members;
    int column = -1;
    bool answers = false;  // holds some
};

}  // namespace

struct JsonColumns::State {
    JsonText json;
    std::deque<std::string> numbers;  // printed for the cells of this record
    std::size_t numbers_used = 0;
    Node root;
    std::vector<std::string> names, pointers, lists;
    std::vector<std::string_view> cells;
    Questions questions;
    std::vector<RowAnswer> answers;
    std::optional<RowRating> rating;
    bool has_answers = false;
    std::string why;

    template <typename Number>
    std::string_view print(Number number) {
        if (numbers_used == numbers.size()) numbers.emplace_back();
        std::string& text = numbers[numbers_used++];
        text.resize(32);
        const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
        text.resize(static_cast<std::size_t>(end - text.data()));
        return text;
    }

    std::string_view print_value(dom::element value) {
        switch (value.type()) {
            case dom::element_type::STRING:
                return value.get_string().value_unsafe();
            case dom::element_type::INT64:
                return print(value.get_int64().value_unsafe());
            case dom::element_type::UINT64:
                return print(value.get_uint64().value_unsafe());
            case dom::element_type::DOUBLE:
                return print(value.get_double().value_unsafe());
            case dom::element_type::BOOL:
                return value.get_bool().value_unsafe() ? "true" : "false";
            default:
                return {};
        }
    }

    void note_list(const std::string& name, dom::array list) {
        dom::object first;
        if (list.size() == 0 || list.at(0).get_object().get(first)) return;
        const bool speaks = std::ranges::any_of(first, [](dom::key_value_pair member) {
            const auto alias = find_alias(member.key);
            return alias && alias->role == ColumnRole::text && member.value.is_string();
        });
        if (speaks && std::ranges::find(lists, name) == lists.end()) lists.push_back(name);
    }

    // A member that holds answers, or turns out to; its node is known from then on.
    bool read_answers(Node& node, Node* known, dom::key_value_pair member, bool learning,
                      const std::string& place) {
        if (!known || !known->answers) {
            if (!learning || !may_hold_answers(member.key)) return false;
            const std::size_t before = answers.size();
            find_answers(member.value, place, questions, answers);
            if (answers.size() == before) return false;
            if (!known) known = learn(node, member.key);
            if (known) known->answers = true;
            return has_answers = true;
        }
        find_answers(member.value, place, questions, answers);
        return true;
    }

    Node* learn(Node& node, std::string_view key) {
        if (names.size() >= kMostColumns) return nullptr;
        auto& member = node.members[std::string(key)];
        if (!member) member = std::make_unique<Node>();
        return member.get();
    }

    // `name` and `pointer` are those of the object, while learning.
    void read_object(Node& node, dom::object object, bool learning, const std::string& name,
                     const std::string& pointer, std::size_t depth) {
        for (const dom::key_value_pair member : object) {
            const auto found = node.members.find(member.key);
            Node* known = found != node.members.end() ? found->second.get() : nullptr;
            if (!known && !learning) continue;
            const std::string key = learning ? std::string(member.key) : std::string();
            const std::string path =
                learning ? (name.empty() ? key : name + "." + key) : std::string();
            const bool nested = member.value.is_array() || member.value.is_object();
            const std::string place = learning || (nested && has_answers)
                                          ? pointer + "/" + escape_json_key(member.key)
                                          : std::string();
            if (nested && read_answers(node, known, member, learning, place)) continue;
            if (member.value.is_array()) {
                if (learning) note_list(path, member.value.get_array().value_unsafe());
                continue;
            }
            if (!known) known = learn(node, member.key);
            if (!known) continue;
            if (member.value.is_object()) {
                if (depth < kDeepest)
                    read_object(*known, member.value.get_object().value_unsafe(), learning, path,
                                place, depth + 1);
                continue;
            }
            if (known->column < 0 && learning) {
                known->column = static_cast<int>(names.size());
                names.push_back(path);
                pointers.push_back(place);
                cells.resize(names.size());
            }
            if (known->column >= 0)
                cells[static_cast<std::size_t>(known->column)] = print_value(member.value);
        }
    }
};

JsonColumns::JsonColumns() : state_(std::make_unique<State>()) {}
JsonColumns::~JsonColumns() = default;
JsonColumns::JsonColumns(JsonColumns&&) noexcept = default;
JsonColumns& JsonColumns::operator=(JsonColumns&&) noexcept = default;

bool JsonColumns::read(std::string_view json, bool learn) {
    State& state = *state_;
    state.numbers_used = 0;
    state.cells.assign(state.names.size(), {});
    state.answers.clear();
    state.rating.reset();
    dom::element element;
    const auto error = state.json.parse(json, element);
    if (error) {
        state.why = error == simdjson::STRING_ERROR ? "a string with an escape that is none"
                                                    : "the record is not JSON";
        return false;
    }
    dom::object object;
    if (element.get_object().get(object)) {
        state.why = "the record is no JSON object";
        return false;
    }
    state.rating = state.has_answers ? rating_in(object) : std::nullopt;
    state.questions = learn || state.has_answers ? questions_in(object) : Questions();
    state.read_object(state.root, object, learn, "", "", 1);
    return true;
}

const std::vector<std::string_view>& JsonColumns::cells() const {
    return state_->cells;
}
const std::string& JsonColumns::why() const {
    return state_->why;
}
const std::vector<std::string>& JsonColumns::names() const {
    return state_->names;
}
const std::vector<std::string>& JsonColumns::pointers() const {
    return state_->pointers;
}
const std::vector<RowAnswer>& JsonColumns::answers() const {
    return state_->answers;
}
const std::optional<RowRating>& JsonColumns::rating() const {
    return state_->rating;
}
bool JsonColumns::has_answers() const {
    return state_->has_answers;
}
const std::vector<std::string>& JsonColumns::lists() const {
    return state_->lists;
}

}  // namespace verbatim
