// What is asked through the control socket, answered. The first line of an answer is "ok" or "error: ...".
#include "app/session.hpp"

#include "base/path.hpp"
#include "base/utf8.hpp"
#include "sys/machine.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace app {

namespace {

constexpr std::string_view ok = "ok\n";

double seconds(std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

void Session::openControl() {
    const std::string path = base::join(preparation_->folder.path(), "control");
    auto server = sys::ControlServer::listen(path, loop_, clock_,
                                             [this](const std::string& request) { return answer(request); });
    if (!server) return log(Level::warning, "control", "no requests can be taken: " + server.error().message);
    control_ = std::move(*server);
    if (desk_) desk_->setSocketPath(path);
}

std::string Session::answer(const std::string& request) {
    if (request == "status") return std::string(ok) + statusText();
    if (request == "status --json") return std::string(ok) + statusJson();
    if (request == "log") return std::string(ok) + log_.recent();
    if (constexpr std::string_view theme = "theme "; request.starts_with(theme))
        return setTheme(request.substr(theme.size()));
    if (request == "restart wm") return restart(Unit::wm);
    if (request == "restart panel") return restart(Unit::panel);
    if (request == "refresh-menu") {
        refreshMenus();
    } else if (request == "reload") {
        return std::string(ok) + reload();
    } else if (request == "logout") {
        tell(supervisor::Logout{});
    } else {
        return "error: no such request\n";
    }
    return std::string(ok);
}

std::string Session::restart(Unit unit) {
    if (const auto refusal = supervisor_.restartRefusal(unit)) return fmt::format("error: {}\n", *refusal);
    // What runs is not given up for what cannot run.
    if (const std::string program = commandOf(unit).front(); sys::findProgram(program).empty())
        return fmt::format("error: {} is not installed\n", program);
    tell(supervisor::RestartUnit{unit});
    return std::string(ok);
}

std::string Session::statusText() const {
    std::string text =
        fmt::format("{} for {:.1f} s on display {}, pid {}\n", supervisor::name(supervisor_.state()),
                    seconds(clock_.now()), surroundings_.display, ::getppid());
    for (const Unit unit : {Unit::wm, Unit::panel, Unit::menu}) {
        const Program* program = programs_.of(unit);
        text += fmt::format("{:<6} {}", supervisor::name(unit), supervisor::name(supervisor_.status(unit)));
        if (program != nullptr)
            text += fmt::format(", pid {}, for {:.1f} s", program->process.pid(),
                                seconds(clock_.now() - program->started));
        text += fmt::format(", {} restarts\n", supervisor_.restarts(unit));
    }
    for (const Program* program : programs_.others())
        text += fmt::format("other  {}, pid {}\n", base::visible(program->name), program->process.pid());
    text += fmt::format("menus  changed {} times, panel refreshed {} times, {}\n", menuChanges_,
                        panelRefreshes_, base::visible(preparation_->menuFile));
    return text;
}

std::string Session::statusJson() const {
    nlohmann::ordered_json json;
    json["state"] = supervisor::name(supervisor_.state());
    json["pid"] = ::getppid(); // the keeper: the process that was started, and that signals are for
    json["session_pid"] = ::getpid();
    json["display"] = surroundings_.display;
    json["seconds"] = seconds(clock_.now());
    for (const Unit unit : {Unit::wm, Unit::panel, Unit::menu}) {
        nlohmann::ordered_json& entry = json["units"][std::string(supervisor::name(unit))];
        const Program* program = programs_.of(unit);
        entry["status"] = supervisor::name(supervisor_.status(unit));
        if (program == nullptr)
            entry["pid"] = nullptr;
        else
            entry["pid"] = program->process.pid();
        entry["restarts"] = supervisor_.restarts(unit);
    }
    json["others"] = nlohmann::ordered_json::array();
    for (const Program* program : programs_.others())
        json["others"].push_back({{"name", program->name}, {"pid", program->process.pid()}});
    json["menu"] = {
        {"file", preparation_->menuFile}, {"changes", menuChanges_}, {"panel_refreshes", panelRefreshes_}};
    // Names of files may hold anything.
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace app
