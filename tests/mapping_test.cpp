#include "indexer/mapping/mapping.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "indexer/mapping/direction.h"

using namespace verbatim;

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<Column> map(const std::vector<std::string>& header, const Rows& rows,
                        const Mapping* mapping = nullptr) {
    auto columns = map_columns(header, rows, mapping);
    REQUIRE(columns);
    return *std::move(columns);
}

// "text rating -": the roles in the order of the columns.
std::string roles(const std::vector<Column>& columns) {
    std::string all;
    for (const Column& column : columns) {
        if (!all.empty()) all += ' ';
        all += column.role == ColumnRole::ignore ? "-" : name_of(column.role);
    }
    return all;
}

// A table of n rows: each cell of the pattern, "%" replaced by the row's number.
Rows repeat(std::size_t n, const std::vector<std::string>& pattern) {
    Rows rows;
    for (std::size_t i = 0; i < n; ++i) {
        rows.push_back(pattern);
        for (std::string& cell : rows.back())
            if (const auto at = cell.find('%'); at != cell.npos)
                cell.replace(at, 1, std::to_string(i + 1));
    }
    return rows;
}

}  // namespace

TEST_CASE("a question that is answered in single words is a doubt, not a silence") {
    const auto columns = map({"What do you think?", "What would you change?", "Which? - Blue"},
                             repeat(9, {"It is slow on day %", "thing%", "Blue%"}));
    CHECK(roles(columns) == "text - -");
    CHECK(columns[1].doubt == "asks, but is answered in single words, and is not used");
    CHECK(columns[2].doubt.empty());
}

TEST_CASE("what somebody else wrote is no customer's text, though it is the longest") {
    const Rows two =
        repeat(9, {"It broke on day % already", "We are sorry to hear of number % today"});
    CHECK(roles(map({"Customer Message", "Agent Reply"}, two)) == "text reply");
    CHECK(roles(map({"what they wrote", "agent_note"}, two)) == "text -");
    CHECK(roles(map({"what they wrote", "Internal comments"}, two)) == "text -");
    CHECK_FALSE(map_columns({"Agent notes", "Staff notes"}, two, nullptr));
}

TEST_CASE("columns are known by the names that exports use") {
    struct Case {
        std::vector<std::string> header;
        std::vector<std::string> row;
        const char* roles;
    };
    const Case cases[] = {
        {{"Review ID", "Star Rating", "Review Title", "Review Text", "Reviewer Name",
          "Review Date"},
         {"r%", "4", "Fine kettle %", "It boils well, number %", "Ada %", "2024-05-1%"},
         "id rating title text author date"},
        {{"userName", "score", "content", "at", "replyContent", "app"},
         {"u%", "5", "I like % a lot", "2024-05-01 10:00:00", "Thank you for telling us", "Kettle"},
         "author rating text date reply product"},
        {{"Bewertung", "Überschrift", "Kommentar", "Datum", "Produkt"},
         {"3", "Titel %", "Der Kessel Nummer % ist laut", "1%.05.2024", "Kessel"},
         "rating title text date product"},
        {{"Note", "Titre", "Avis", "Date de publication", "Pseudo"},
         {"5", "Titre %", "La bouilloire % est bonne", "12 mai 2024", "Zoé"},
         "rating title text date author"},
        {{"評価", "タイトル", "口コミ", "投稿日", "投稿者"},
         {"4", "良い%", "お湯がすぐに沸いて便利です%", "2024/05/01", "花子"},
         "rating title text date author"},
        {{"user.name", "rating.value", "attributes.text", "companyReply.text", "product.id"},
         {"Ada", "4", "It boils %", "Thank you for telling us", "k1"},
         "author rating text reply product"},
    };
    for (const Case& c : cases) CHECK(roles(map(c.header, repeat(9, c.row))) == c.roles);
}

TEST_CASE("a name does not make a column what its cells are not") {
    CHECK(roles(map({"feedback", "verified_reviews"},
                    repeat(30, {"1", "Lovely thing, number %"}))) == "- text");
    CHECK(roles(map({"text", "likes"}, repeat(9, {"Good kettle %", "0"}))) == "text -");
    CHECK(roles(map({"text", "score"}, repeat(9, {"Good kettle %", "-1"}))) == "text -");
    CHECK(roles(map({"text", "rating"}, {{"bad one", "0"}, {"good one", "1"}})) == "text -");
    CHECK(roles(map({"text", "url"}, repeat(9, {"Good kettle %", "see inside"}))) != "text url");
    CHECK(roles(map({"review", "content"}, repeat(30, {"5", "Good kettle %"}))) != "text -");
}

TEST_CASE("a text's name goes before the look of the same few answers over and over") {
    Rows answers;
    for (int i = 0; i < 200; ++i) {
        answers.push_back({"good", "5"});
        answers.push_back({"worst app ever", "1"});
        answers.push_back({"ok", "3"});
    }
    CHECK(roles(map({"content", "score"}, answers)) == "text rating");
    CHECK(roles(map({"content", "score"}, repeat(500, {"good", "5"}))) == "text rating");
    // One word each, beside a text: labels.
    CHECK(roles(map({"review", "phrase"}, repeat(50, {"positive", "I like it very much %"}))) ==
          "custom text");
    // Flags, links and numbers are no answers whatever their name.
    CHECK_FALSE(map_columns({"content", "score"}, repeat(50, {"true", "5"}), nullptr));
    CHECK_FALSE(map_columns({"content", "score"}, repeat(50, {"17", "5"}), nullptr));
}

TEST_CASE("a rating in words is no rating, but its column is one") {
    const auto columns = map({"text", "rating"}, {{"It works well for me", "five"}});
    CHECK(roles(columns) == "text rating");
    CHECK(columns[1].rating_max == 5);
}

TEST_CASE("an id that repeats, or that a spreadsheet has rounded, is none") {
    CHECK(roles(map({"id", "text"}, repeat(9, {"%", "Good kettle %"}))) == "id text");
    CHECK(roles(map({"id", "text"}, repeat(9, {"77", "Good kettle %"}))) == "- text");
    CHECK(roles(map({"id", "text"}, {{"7.65612E+16", "one kettle"}, {"5", "two kettles"}})) ==
          "- text");
    const auto columns = map({"id", "text"}, repeat(9, {"57030%133677760000", "Good kettle %"}));
    CHECK(roles(columns) == "- text");
    CHECK(columns[0].reason == ColumnReason::rounded_ids);
}

TEST_CASE("the id of a product is a field, and its name is the product") {
    const std::pair<std::string, std::string> kIds[] = {{"business_id", "ORL4JE6tz3rJxVqkdKfegA"},
                                                        {"game id", "1127400"},
                                                        {"asin", "B07XQ4R1MN"},
                                                        {"productId", "sku-0012"},
                                                        {"product", "B07XQ4R1MN"}};
    for (const auto& [header, id] : kIds) {
        INFO(header);
        const auto columns = map({header, "text"}, repeat(9, {id, "Good kettle %"}));
        CHECK(roles(columns) == "custom text");
    }
    const auto both = map({"game id", "game", "text"}, repeat(9, {"77%", "Kite", "Good game %"}));
    CHECK(roles(both) == "custom product text");
    CHECK(both[0].key == "game_id");
    for (const char* name : {"Kettle-2000", "A Kettle 2", "com.example.kettle", "Kettle"})
        CHECK(roles(map({"product", "text"}, repeat(9, {name, "Good kettle %"}))) ==
              "product text");
}

TEST_CASE("without known names the content decides") {
    const auto columns =
        map({"1", "2", "3", "4"}, repeat(9, {"pn17q%", "The room was quiet on night %",
                                             "https://example.org/%", "12 May 2024"}));
    CHECK(roles(columns) == "id text url date");
    CHECK(print(columns[1].reason, columns[1].counted) == "the longest text of 9 rows");
    CHECK(roles(map({"1", "2"}, repeat(9, {"部屋からの眺めがとても良かった%", "0"}))) == "text -");
    Rows graded = repeat(20, {"A plain sentence %", "1"});
    for (std::size_t i = 0; i < graded.size(); ++i) graded[i][1] = std::to_string(i % 5 + 1);
    CHECK(roles(map({"q", "grades"}, graded)) == "text rating");
}

TEST_CASE("pros and cons and questions are texts with their question") {
    const auto sides = map({"Positive_Review", "Negative_Review", "Reviewer_Score"},
                           repeat(9, {"Lovely view %", "Thin walls %", "7.5"}));
    CHECK(roles(sides) == "text text rating");
    CHECK(sides[0].question == "Positive Review");
    CHECK(sides[2].rating_max == 10);
    const auto survey = map({"Submit Date", "What would you change?", "Which plan?"},
                            {{"2024-05-01", "The lid is far too loose", "pro"},
                             {"2024-05-02", "Make it quieter please", "pro"},
                             {"2024-05-03", "Nothing, it is fine", "free"},
                             {"2024-05-04", "A longer cord would do", "free"}});
    CHECK(roles(survey) == "date text custom");
    CHECK(survey[1].question == "What would you change?");
    CHECK(survey[2].key == "which_plan");
}

TEST_CASE("a title that repeats is not the customer's") {
    CHECK(map({"title", "text"}, repeat(9, {"Fine kettle %", "It boils, number %"}))[0].spoken);
    CHECK_FALSE(
        map({"title", "text"}, repeat(9, {"Kettle customer review", "It boils, number %"}))[0]
            .spoken);
    CHECK(roles(map({"title", "n"}, repeat(9, {"Fine kettle %", "1"}))) == "text -");
}

TEST_CASE("few values make a field, whose name does not hide a field of the schema") {
    Rows rows = repeat(12, {"A plain sentence %", "pro", "1", "PlayStore"});
    for (std::size_t i = 0; i < rows.size(); i += 2) rows[i][1] = "free", rows[i][2] = "-1";
    const auto columns = map({"text", "Your plan!", "1=recommended, -1=not", "source"}, rows);
    CHECK(columns[1].key == "your_plan");
    CHECK(columns[2].key == "recommended");
    CHECK(columns[3].key == "source_column");
}

TEST_CASE("the scale of a rating is found from its values") {
    const auto scale = [](const Rows& rows) { return map({"text", "rating"}, rows)[1].rating_max; };
    CHECK(scale({{"one kettle", "1"}, {"two kettles", "5"}}) == 5);
    CHECK(scale({{"one kettle", "1"}, {"two kettles", "9.5"}}) == 10);
    CHECK(scale({{"one kettle", "55"}, {"two kettles", "90"}}) == 100);
    CHECK(scale({{"one kettle", "3 out of 7"}}) == 7);
    CHECK(map({"comment", "NPS"}, {{"one kettle", "3"}, {"two kettles", "4"}})[1].rating_max == 10);
}

TEST_CASE("a question that is answered by a number is the rating, with the scale that it states") {
    const auto rated = [](const char* question, const std::vector<const char*>& cells) {
        Rows rows;
        for (std::size_t i = 0; i < cells.size(); ++i)
            rows.push_back({"A plain sentence " + std::to_string(i), cells[i]});
        const auto columns = map({"Why?", question}, rows);
        return columns[1].role == ColumnRole::rating ? columns[1].rating_max : std::nullopt;
    };
    CHECK(rated("How likely are you to recommend us?", {"3", "4"}) == 10);
    CHECK(rated("How satisfied are you? (1-7)", {"3", "4"}) == 7);
    CHECK(rated("How satisfied are you (1 = not at all, 5 = very)?", {"3", "4"}) == 5);
    CHECK(rated("On a scale from 0 to 10, how easy was it?", {"3", "4"}) == 10);
    CHECK(rated("Wie zufrieden sind Sie von 1 bis 5?", {"3", "4"}) == 5);
    CHECK(rated("Rate our 24/7 support from 1 to 5", {"5", "4"}) == 5);
    CHECK_FALSE(rated("How many seats do you have?", {"3", "4"}));
    CHECK_FALSE(rated("How likely are you to recommend us?", {"Very", "Not very"}));
    const std::vector<const char*> seven(40, "7");
    CHECK(rated("How easy was it?", seven) == 7);
    CHECK(rated("How easy was it?", {"7", "6"}) == 10);
}

TEST_CASE("a question that few answer at length is a text, a choice is none") {
    Rows rows = repeat(40, {"No", "Every single day of the week", "Budget"});
    for (std::size_t i = 0; i < 6; ++i)
        rows[i][0] = "Please add a print button, number " + std::to_string(i);
    CHECK(roles(map({"Anything else?", "How often?", "What did you try? - Selected Choice"},
                    rows)) == "text custom custom");
}

TEST_CASE("an address is its author's id, but in a chat perhaps that of the other side") {
    CHECK(roles(map({"Email", "Name", "Comment"},
                    repeat(9, {"a%@example.org", "Ada %", "Good kettle %"}))) ==
          "author_id author text");
    Rows messages = repeat(9, {"a@example.org", "Ada", "customer", "Good kettle %"});
    messages[1][1] = "Ben", messages[1][2] = "agent";
    CHECK(roles(map({"Email", "Sender", "Sender type", "Message"}, messages)) ==
          "- author direction text");
    CHECK(roles(map({"id", "mail"}, repeat(9, {"%", "Dear all, kettle % is loud"}))) == "id text");
    CHECK(roles(map({"Person", "Comment"}, repeat(9, {"Ada %", "Good kettle %"}))) == "- text");
}

TEST_CASE("links to pictures and people are not the review's") {
    CHECK(roles(map({"userImage", "content"},
                    repeat(9, {"https://example.org/%.png", "Good kettle %"}))) == "- text");
    CHECK(roles(map({"author.uri.label", "link.attributes.href", "content.label"},
                    repeat(9, {"https://example.org/u%", "https://example.org/%",
                               "Good kettle %"}))) == "- url text");
}

TEST_CASE("other scores are fields, and thumbs too, by short names") {
    const auto columns = map(
        {"Overall", "Ease of Use", "Rate these: - Speed", "votedUp", "userPlan", "attributes.body"},
        {{"5", "4", "3", "true", "pro", "I like it a lot"},
         {"1", "2", "3", "false", "free", "I like it less"}});
    CHECK(roles(columns) == "rating custom custom custom custom text");
    CHECK(columns[1].key == "ease_of_use");
    CHECK(columns[2].key == "speed");
    CHECK(columns[3].key == "recommended");
    CHECK(columns[4].key == "user_plan");
}

TEST_CASE("a table without text is an error that names what was looked at") {
    const auto columns = map_columns({"qid", "n"}, repeat(9, {"%", "1"}), nullptr);
    REQUIRE_FALSE(columns);
    CHECK(columns.error().message ==
          "no column holds what customers wrote: looked at qid, n in 9 rows");
}

TEST_CASE("a mapping file goes before every guess") {
    const auto mapping = parse_mapping("m.json", R"({
        "kind": "survey", "delimiter": ";", "header_row": 3, "date_order": "dmy", "rating_max": 7,
        "columns": {"text": ["Pros", "Cons"], "rating": "Stars", "date": "When", "ignore": "Text"},
        "fields": {"plan": "Plan name"}})");
    REQUIRE(mapping);
    CHECK(mapping->kind == Kind::survey);
    CHECK(mapping->delimiter == ';');
    CHECK(mapping->header_row == 3u);
    const auto columns =
        map({"pros", "Cons", "Stars", "When", "Text", "Plan name"},
            repeat(9, {"light %", "loud %", "4", "05/06/2024", "Other words %", "p%"}), &*mapping);
    CHECK(roles(columns) == "text text rating date - custom");
    CHECK(columns[0].question == "pros");
    CHECK(columns[2].rating_max == 7);
    CHECK(columns[3].date_order == "dmy");
    CHECK(columns[5].key == "plan");
}

TEST_CASE("a fault in a mapping file is named with its line and key") {
    struct Case {
        const char *text, *message;
    };
    const Case cases[] = {
        {"{\n\"colums\": {}}", "m.json:2: \"colums\" is no key of a mapping file"},
        {"{\"columns\": {\n\n\"words\": \"a\"}}",
         "m.json:3: \"words\" is nothing that a column can be"},
        {"{\"kind\": \"poem\"}",
         "m.json:1: \"kind\" is none of interview, call, review, chat, survey, forum, mail"},
        {"{\"delimiter\": \"::\"}", "m.json:1: \"delimiter\" is one character"},
        {"{\"rating_max\": \"5\"}", "m.json:1: \"rating_max\" is a number above 0"},
        {"[]", "m.json:1: a mapping file is a JSON object"},
    };
    for (const Case& c : cases) {
        const auto mapping = parse_mapping("m.json", c.text);
        REQUIRE_FALSE(mapping);
        CHECK(mapping.error().message == c.message);
    }
    const auto broken = parse_mapping("m.json", "{\n\"kind\": }");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message.find("line 2") != std::string::npos);
}

TEST_CASE("a direction column says who speaks, in its own words or by its header") {
    CHECK(direction_role("inbound", "True") == Role::customer);
    CHECK(direction_role("inbound", "False") == Role::agent);
    CHECK(direction_role("Is agent?", "yes") == Role::agent);
    CHECK(direction_role("sender_type", "End-User") == Role::customer);
    CHECK(direction_role("author type", "bot") == Role::bot);
    CHECK(direction_role("direction", "out") == Role::agent);
    CHECK_FALSE(direction_role("direction", "north"));
    CHECK_FALSE(direction_role("flag", "true"));
}

TEST_CASE("an id that repeats with its whole row is an id, one that repeats alone is not") {
    const std::vector<std::string> header = {"id", "text"};
    const std::vector<std::vector<std::string>> twice = {{"r1", "It is slow to load."},
                                                         {"r2", "It is quick to load."},
                                                         {"r1", "It is slow to load."}};
    const auto columns = map_columns(header, twice, nullptr);
    REQUIRE(columns);
    CHECK(columns->at(0).role == ColumnRole::id);
    auto other = twice;
    other.at(2).at(1) = "It is a product of ours.";
    const auto product = map_columns(header, other, nullptr);
    REQUIRE(product);
    CHECK(product->at(0).role != ColumnRole::id);
}
