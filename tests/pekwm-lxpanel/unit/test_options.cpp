#include "app/options.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <vector>

namespace {

base::Result<app::Options> parse(std::vector<std::string> words) {
    words.insert(words.begin(), "pekwm-lxpanel");
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    return app::parseOptions(static_cast<int>(words.size()), argv.data());
}

} // namespace

TEST_CASE("each task") {
    using app::Task;
    CHECK(parse({})->task == Task::run);
    CHECK(parse({"--check"})->task == Task::check);
    CHECK(parse({"--dry-run"})->task == Task::dryRun);
    CHECK(parse({"--print-config"})->task == Task::printConfig);
    CHECK(parse({"--print-env"})->task == Task::printEnv);
    CHECK(parse({"--help"})->task == Task::help);
    CHECK(parse({"-V"})->task == Task::version);
    CHECK(parse({"theme", "list"})->task == Task::theme);
    CHECK(parse({"theme", "set", "dark"})->theme == std::vector<std::string>{"set", "dark"});
    CHECK(parse({"theme", "--help"})->task == Task::help);
    for (const std::vector<std::string>& wrong :
         {std::vector<std::string>{"theme"}, {"theme", "set"}, {"theme", "list", "all"}, {"theme", "dance"}})
        CHECK_FALSE(parse(wrong));
    CHECK(parse({"ctl", "status"})->task == Task::ctl);
    CHECK(parse({"ctl", "restart", "wm"})->request == "restart wm");
}

TEST_CASE("flags") {
    CHECK_FALSE(parse({})->replace);
    CHECK(parse({"--replace"})->replace);
    CHECK(parse({})->panel);
    CHECK_FALSE(parse({"--no-panel"})->panel);
    CHECK(parse({"-c", "/f"})->config == "/f");
    CHECK(parse({"--nested"})->nested == "1280x800");
    CHECK(parse({"--nested=640x480"})->nested == "640x480");
    CHECK(parse({"--nested=64x64"})->nested == "64x64");
    CHECK(parse({"--check", "--check"})->task == app::Task::check);
    CHECK(parse({"--check", "--help"})->task == app::Task::help);
}

TEST_CASE("what is not understood") {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--unknown"},
                                                  {"word"},
                                                  {"--config"},
                                                  {"--nested=big"},
                                                  {"--nested=1x"},
                                                  {"--nested=0x0"},
                                                  {"--nested=640x63"},
                                                  {"--nested=63x480"},
                                                  {"--nested=640x480x"},
                                                  {"--nested=640x-480"},
                                                  {"--nested=100000x480"},
                                                  {"--check", "--dry-run"},
                                                  {"--print-env", "--print-config"},
                                                  {"-x"},
                                                  {"ctl"},
                                                  {"ctl", "dance"},
                                                  {"ctl", "restart"},
                                                  {"ctl", "status", "--xml"}}) {
        const auto options = parse(words);
        CHECK_FALSE(options);
        if (!options) CHECK_FALSE(options.error().message.empty());
    }
}

TEST_CASE("help fits a screen") {
    const std::string text = app::helpText();
    CHECK(std::count(text.begin(), text.end(), '\n') <= 24);
    std::size_t column = 0;
    for (const char c : text) {
        column = c == '\n' ? 0 : column + 1;
        CHECK(column <= 80);
    }
}
