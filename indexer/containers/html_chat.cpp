#include "indexer/containers/html_chat.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/html/html_references.h"
#include "indexer/html/html_text.h"

namespace verbatim {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBetweenTwo = 2;

// Takes the text of one element at a time, without that of some in it.
class TextTaker {
public:
    explicit operator bool() const { return depth_ > 0; }
    void start() { *this = TextTaker(), depth_ = 1; }
    void begin(std::string_view name, const HtmlAttributes& attributes, bool leaves_out) {
        ++depth_;
        if (left_out_ == 0 && leaves_out) left_out_ = depth_;
        if (left_out_ == 0) text_.begin(name, attributes);
    }
    // Whether the element that was started with has ended.
    bool end(std::string_view name) {
        if (left_out_ == 0 && depth_ > 1) text_.end(name);
        if (left_out_ == depth_) left_out_ = 0;
        return --depth_ == 0;
    }
    void text(std::string_view text) {
        if (left_out_ == 0) text_.text(text);
    }
    std::string take() { return std::move(text_.made); }

private:
    HtmlText text_;
    std::size_t depth_ = 0;
    std::size_t left_out_ = 0;  // the depth of the element of which nothing is taken
};

// "24.04.2025 13:49:04 UTC+06:00" as ISO 8601; another as it is.
std::string telegram_time(std::string_view title) {
    constexpr std::string_view kForm = "00.00.0000 00:00:00";
    const auto fits = [](char c, char form) {
        return form == '0' ? c >= '0' && c <= '9' : c == form;
    };
    if (!std::ranges::equal(title.substr(0, kForm.size()), kForm, fits)) return std::string(title);
    std::string time(title.substr(6, 4));
    time.append("-").append(title.substr(3, 2)).append("-").append(title.substr(0, 2));
    time.append("T").append(title.substr(11, 8));
    constexpr std::string_view kZone = " UTC";
    if (title.substr(kForm.size()).starts_with(kZone)) {
        const std::string_view offset = title.substr(kForm.size() + kZone.size());
        time += offset.empty() ? "Z" : offset;
    }
    return time;
}

class TelegramPage : public HtmlHandler {
public:
    void begin(std::string_view name, const HtmlAttributes& attributes) override {
        ++depth_;
        if (taker_) return taker_.begin(name, attributes, attributes.has_class("details"));
        const auto is = [&attributes](std::string_view name_of) {
            return attributes.has_class(name_of);
        };
        if (is("message") && (is("default") || is("service"))) return begin_message(attributes);
        if (is("forwarded")) forwarded_ = depth_;
        if (message_ == 0) {
            if (is("text") && is("bold") && title_.empty()) take(&title_);
        } else if (is("date")) {
            record_["date_unixtime"] = telegram_time(attributes["title"]);
        } else if (is("from_name")) {
            take(forwarded_ > 0 ? &forwarded_from_ : &from_);
        } else if (is("text")) {
            take(&text_);
        }
    }
    void end(std::string_view name) override {
        if (taker_ && taker_.end(name)) *taken_ = taker_.take();
        if (depth_ == forwarded_) forwarded_ = 0;
        if (depth_ == message_) end_message();
        --depth_;
    }
    void text(std::string_view text) override {
        if (taker_) taker_.text(text);
    }

    std::string take_json() {
        if (messages_.empty()) return {};
        Json chat;
        chat["name"] = title_;
        if (people_.size() > kBetweenTwo)
            chat["type"] = "private_group";
        else if (people_.contains(title_))
            chat["type"] = "personal_chat";
        chat["messages"] = std::move(messages_);
        return chat.dump(1, ' ', false, Json::error_handler_t::replace);
    }

private:
    void take(std::string* taken) {
        taken_ = taken;
        taker_.start();
    }
    void begin_message(const HtmlAttributes& attributes) {
        message_ = depth_;
        record_ = {};
        std::string_view id = attributes["id"];
        id.remove_prefix(std::min(id.find_first_of("-0123456789"), id.size()));
        record_["id"] = std::string(id);
        record_["type"] = attributes.has_class("service") ? "service" : "message";
        record_["date_unixtime"] = "";
        if (!attributes.has_class("joined")) from_.clear();
        forwarded_from_.clear();
        text_.clear();
    }
    void end_message() {
        message_ = forwarded_ = 0;
        if (record_["type"] == "message") {
            const std::size_t via = from_.rfind(" via @");
            record_["from"] = from_.substr(0, via);
            if (via != from_.npos) record_["via_bot"] = from_.substr(via + 5);
            if (!forwarded_from_.empty()) record_["forwarded_from"] = forwarded_from_;
            record_["text"] = text_;
            people_.insert(from_.substr(0, via));
        }
        messages_.push_back(std::move(record_));
    }

    TextTaker taker_;
    std::string* taken_ = nullptr;
    std::string title_, from_, forwarded_from_, text_;
    std::set<std::string> people_;
    Json record_, messages_ = Json::array();
    std::size_t depth_ = 0;
    std::size_t message_ = 0, forwarded_ = 0;  // the depths of the elements that hold them
};

// Of Messenger and Instagram, whose pages name their parts alike; before 2021 by other names.
class MetaPage : public HtmlHandler {
public:
    void begin(std::string_view name, const HtmlAttributes& attributes) override {
        const auto is = [&attributes](std::string_view name_of) {
            return attributes.has_class(name_of);
        };
        if (taker_) return taker_.begin(name, attributes, is("_a6-q") || is("_tqp"));
        if ((is("_a6-h") && is("_a6-i")) || is("_2lel")) {
            record_ = Json{{"sender_name", ""}, {"timestamp_ms", ""}, {"content", ""}};
            take("sender_name");
        } else if (!record_.empty()) {
            if (is("_a6-p") || is("_2let")) take("content");
            if (is("_a6-o") || is("_2lem")) take("timestamp_ms");
        }
    }
    void end(std::string_view name) override {
        if (!taker_ || !taker_.end(name)) return;
        record_[taken_] = taker_.take();
        if (taken_ != "timestamp_ms") return;
        people_.insert(record_["sender_name"].get<std::string>());
        messages_.push_back(std::move(record_));
        record_ = {};
    }
    void text(std::string_view text) override {
        if (taker_) taker_.text(text);
    }

    std::string take_json(const std::string& title) {
        if (messages_.empty()) return {};
        Json chat{{"participants", Json::array()}, {"title", title}};
        for (const std::string& name : people_) chat["participants"].push_back({{"name", name}});
        chat["messages"] = std::move(messages_);
        return chat.dump(1, ' ', false, Json::error_handler_t::replace);
    }

private:
    void take(std::string_view key) {
        taken_ = key;
        taker_.start();
    }

    TextTaker taker_;
    std::string_view taken_;
    std::set<std::string> people_;
    Json record_, messages_ = Json::array();
};

bool holds(std::string_view html, std::initializer_list<std::string_view> all) {
    return std::ranges::all_of(all, [html](auto part) { return html.find(part) != html.npos; });
}

void walk_through(std::string_view html, HtmlHandler& handler) {
    for (HtmlWalk walk(html, handler); walk.step();) {
    }
}

std::string title_of(std::string_view html) {
    constexpr std::string_view kBegin = "<title>";
    const std::size_t begin = html.find(kBegin);
    if (begin == html.npos) return {};
    html.remove_prefix(begin + kBegin.size());
    std::string title;
    append_unescaped(title, html.substr(0, std::min(html.find("</title>"), html.size())));
    return title;
}

}  // namespace

std::optional<HtmlChat> chat_of_html(std::string_view html) {
    HtmlChat chat;
    if (holds(html, {"message default", "class=\"from_name\"", "pull_right date details"})) {
        TelegramPage page;
        walk_through(html, page);
        chat = {"Telegram", page.take_json()};
    } else if (holds(html, {"_a6-h", "_a6-p", "_a6-o"}) ||
               holds(html, {"_2lel", "_2let", "_2lem"})) {
        MetaPage page;
        walk_through(html, page);
        chat = {"Messenger or Instagram", page.take_json(title_of(html))};
    }
    if (chat.json.empty()) return std::nullopt;
    return chat;
}

}  // namespace verbatim
