#include "cli/options.h"

#include <catch2/catch.hpp>

using namespace verbatim;
using namespace verbatim::cli;

namespace {

using Arguments = std::vector<std::string>;

template <typename T>
T command_of(const Arguments& arguments) {
    auto parsed = parse_options(arguments, 80);
    REQUIRE(parsed);
    return std::get<T>(std::get<Options>(*parsed).command);
}

std::string query_of(const Arguments& arguments) {
    return command_of<SearchCommand>(arguments).query.text;
}

Error error_of(const Arguments& arguments) {
    const auto parsed = parse_options(arguments, 80);
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

std::string help_of(const Arguments& arguments) {
    return std::get<Printed>(parse_options(arguments, 80).value()).text;
}

}  // namespace

TEST_CASE("the words of a query are joined, whatever they are") {
    CHECK(query_of({"search", "too", "expensive"}) == "too expensive");
    CHECK(query_of({"search", "show", "pains", "add"}) == "show pains add");
    CHECK(query_of({"search", "[noise,", "hum]", "[a,b]", "C", "++"}) == "[noise, hum] [a,b] C ++");
    CHECK(query_of({"search", "price", "--", "--limit", "-x"}) == "price --limit -x");
    CHECK(query_of({"search", "(a", "OR", "b)", "rating:1..3"}) == "(a OR b) rating:1..3");
}

TEST_CASE("a word with a minus sign in front is a part of the query, not a flag") {
    CHECK(query_of({"search", "cancel", "-trial"}) == "cancel -trial");
    CHECK(query_of({"search", "cancel", "-news", "-n", "3"}) == "cancel -news");
    CHECK(query_of({"search", "-free trial", "cancel"}) == "-free trial cancel");
    CHECK(command_of<SearchCommand>({"search", "x", "-n25"}).query.limit == 25);
    CHECK(error_of({"search", "cancel", "-q"}).message == "search has no flag -q");
}

TEST_CASE("a flag takes one value and leaves the words after it to the query") {
    const auto search = command_of<SearchCommand>(
        {"search", "--kind", "review", "--kind=call,chat", "too", "dear"});
    CHECK(search.query.text == "too dear");
    REQUIRE(search.query.filters.size() == 3);
    CHECK(print(search.query.filters[2]) == "kind:chat");
}

TEST_CASE("flags of a search become a query") {
    const auto search = command_of<SearchCommand>(
        {"search",  "price",     "--limit",    "5",       "--offset=10", "--context", "2",
         "--sort",  "newest",    "--collapse", "speaker", "--exact",     "--explain", "--similar",
         "--facet", "kind,lens", "--role",     "any",     "--format",    "csv"});
    CHECK(search.query.limit == 5);
    CHECK(search.query.offset == 10);
    CHECK(search.context == 2u);
    CHECK(search.query.sort == Sort::newest);
    CHECK(search.query.collapse == Collapse::speaker);
    CHECK((search.query.exact && search.query.explain && search.query.similar));
    CHECK(search.query.facets == Arguments{"kind", "lens"});
    CHECK(search.query.roles.empty());
    CHECK(search.format == Format::csv);
    CHECK(command_of<SearchCommand>({"search", "x", "--json"}).format == Format::json);
    CHECK(command_of<SearchCommand>({"search", "x"}).query.roles == std::vector{Role::customer});
}

TEST_CASE("pains and objections are searches through a lens") {
    const auto pains = command_of<SearchCommand>({"pains", "onboarding"});
    CHECK(pains.lens == "pain");
    CHECK(print(pains.query.filters.at(0)) == "lens:pain");
    CHECK(command_of<SearchCommand>({"objections"}).lens == "objection");
    CHECK(error_of({"pains", "--lens", "objection"}).message == "pains has no flag --lens");
}

TEST_CASE("flags that hold for all commands may stand before and after the command") {
    for (const Arguments& arguments : {Arguments{"--library", "a", "--color=never", "status"},
                                       Arguments{"status", "--library=a", "--color", "never"}}) {
        const Options options = std::get<Options>(parse_options(arguments, 80).value());
        CHECK(options.library == "a");
        CHECK(options.color == ColorWhen::never);
    }
}

TEST_CASE("flags of add are checked and kept") {
    const auto add = command_of<AddCommand>(
        {"add",        "a",       "-", "--kind",    "call",     "--as",  "csv",      "--map",
         "m.json",     "--round", "r", "--set",     "plan=pro", "--set", "team=a=b", "--role",
         "Dana=agent", "--jobs",  "3", "--dry-run", "--json",   "b"});
    CHECK(add.paths == Arguments{"a", "-", "b"});
    CHECK(add.kind == Kind::call);
    CHECK(add.fields.at("team") == "a=b");
    CHECK(add.roles.at(0) == std::pair<std::string, Role>{"Dana", Role::agent});
    CHECK(add.jobs == 3);
    CHECK((add.dry_run && add.json));
}

TEST_CASE("an unknown command or flag suggests the nearest") {
    const struct {
        Arguments arguments;
        std::string message, hint;
    } cases[] = {
        {{"serch", "x"}, "there is no command 'serch'", "did you mean `verbatim search`?"},
        {{"frobnicate"},
         "there is no command 'frobnicate'",
         "`verbatim --help` lists the commands"},
        {{"search", "x", "--limt", "3"}, "search has no flag --limt", "did you mean --limit?"},
        {{"search", "x", "--libary=3"}, "search has no flag --libary", "did you mean --library?"},
        {{"--libary", "a", "status"}, "status has no flag --libary", "did you mean --library?"},
        {{"status", "--zzzzz"},
         "status has no flag --zzzzz",
         "`verbatim status --help` tells more"},
    };
    for (const auto& one : cases) {
        CHECK(error_of(one.arguments).message == one.message);
        CHECK(error_of(one.arguments).hint == one.hint);
    }
}

TEST_CASE("a value that a flag cannot take is an error that says what it takes") {
    const struct {
        Arguments arguments;
        std::string message, hint;
    } cases[] = {
        {{"search", "x", "--limit", "ten"},
         "--limit does not take 'ten'",
         "it is a number from 0 to 1000000"},
        {{"search", "x", "--limit", "-1"},
         "--limit does not take '-1'",
         "it is a number from 0 to 1000000"},
        {{"search", "x", "--limit"},
         "--limit needs a value",
         "`verbatim search --help` tells more"},
        {{"search", "x", "--product="},
         "--product needs a value",
         "`verbatim search --help` tells more"},
        {{"search", "x", "--sort", "newst"},
         "--sort does not take 'newst'",
         "did you mean newest?"},
        {{"search", "x", "--role", "customr"},
         "--role does not take 'customr'",
         "did you mean customer?"},
        {{"add", "a", "--kind", "reviews"},
         "--kind does not take 'reviews'",
         "did you mean review?"},
        {{"add", "a", "--role", "Dana"}, "--role does not take 'Dana'", "it takes NAME=ROLE"},
        {{"add", "a", "--set", "kind=x"},
         "--set does not take 'kind'",
         "every quote has a field of that name; take another"},
        {{"status", "extra"},
         "status does not take 'extra'",
         "`verbatim status --help` tells more"},
        {{"init", "a", "b"}, "init does not take 'b'", "`verbatim init --help` tells more"},
        {{"show"}, "show needs a quote's id", "`verbatim search` prints it with each quote"},
        {{"search"}, "search needs words or a filter", "`verbatim search --help` has examples"},
        {{"search", "--like", "k3v9", "--exact"},
         "--like and --exact do not go together",
         "examples put first what means the same"},
        {{"pains", "--unlike", "it is slow", "--sort", "newest"},
         "--unlike and --sort do not go together",
         "examples put first what means the same"},
        {{"search", "x", "--new"},
         "--new goes with --saved NAME",
         "`verbatim searches` lists the saved ones"},
        {{"search", "x", "--save", "a/b"},
         "the name of a search has no '/' and no control characters",
         "a name is a word or a few: --save price, --save 'too expensive'"},
        {{"search", "x", "--saved", "price"},
         "--saved has its own words",
         "search for others without it, and --save them"},
        {{"search", "--batch", "q", "--save", "price"},
         "--batch and saved searches do not go together",
         ""},
        {{"search", "x", "--replace"}, "--replace goes with --save NAME", ""},
        {{"mark", "k3v9"},
         "mark takes one of --good, --bad and --clear",
         "`verbatim mark k3v9 --good`"},
        {{"mark", "--good"},
         "mark needs a quote's id",
         "`verbatim search --saved NAME` prints it with each quote"},
        {{"searches", "--dry-run"}, "--dry-run goes with --remove NAME", ""},
    };
    for (const auto& one : cases) {
        INFO(one.message);
        CHECK(error_of(one.arguments).message == one.message);
        CHECK(error_of(one.arguments).hint == one.hint);
    }
}

TEST_CASE("help has its examples before its flags, for the program and each command") {
    for (const Arguments& arguments :
         {Arguments{"--help"}, Arguments{}, Arguments{"search", "-h"}, Arguments{"help", "add"},
          Arguments{"sync", "--help", "--nonsense"}}) {
        const std::string help = help_of(arguments);
        REQUIRE(help.find("Examples\n") != std::string::npos);
        CHECK(help.find("Examples\n") < help.find("Everywhere\n"));
    }
    CHECK(help_of({"add", "--help"}).find("Usage\n  verbatim add [FLAGS] PATH...\n") !=
          std::string::npos);
    CHECK(help_of({"--version"}).starts_with("verbatim "));
}
