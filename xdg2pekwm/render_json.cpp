#include "base/utf8.hpp"
#include "render.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace app {

namespace {

using Json = nlohmann::ordered_json;

Json textOrNull(std::string_view text) {
    return text.empty() ? Json() : Json(base::toValidUtf8(text));
}

class JsonRenderer {
  public:
    JsonRenderer(const IconLookup& icons, base::Diagnostics& diagnostics)
        : icons_(icons), diagnostics_(diagnostics) {}

    Json menu(const xdg::MenuItem& item) {
        Json out{{"type", "menu"},          {"id", base::toValidUtf8(item.id)},
                 {"name", item.name},       {"comment", textOrNull(item.comment)},
                 {"icon", icon(item.icon)}, {"items", Json::array()}};
        for (const xdg::MenuItem& child : item.items)
            add(out["items"], child);
        return out;
    }

  private:
    void add(Json& items, const xdg::MenuItem& item) {
        switch (item.kind) {
        case xdg::MenuItem::Kind::menu:
            items.push_back(menu(item));
            break;
        case xdg::MenuItem::Kind::header:
            items.push_back({{"type", "header"}, {"name", item.name}});
            break;
        case xdg::MenuItem::Kind::separator:
            items.push_back({{"type", "separator"}});
            break;
        case xdg::MenuItem::Kind::entry:
            addEntry(items, item);
            break;
        }
    }

    void addEntry(Json& items, const xdg::MenuItem& item) {
        const xdg::Application& application = *item.application;
        if (!std::all_of(application.argv.begin(), application.argv.end(), base::isValidUtf8)) {
            diagnostics_.warning({application.file, application.entry.execLine, "Desktop Entry", "Exec"},
                                 "not UTF-8, which JSON cannot say; the entry is left out of it");
            return;
        }
        Json out{{"type", "entry"},
                 {"id", base::toValidUtf8(item.id)},
                 {"name", item.name},
                 {"comment", textOrNull(item.comment)},
                 {"argv", application.argv},
                 {"terminal", application.entry.terminal},
                 {"path", path(application)},
                 {"icon", icon(item.icon)},
                 {"file", base::toValidUtf8(application.file)}};
        if (!application.actions.empty()) {
            Json& actions = out["actions"] = Json::array();
            for (const xdg::ApplicationAction& action : application.actions) {
                if (!std::all_of(action.argv.begin(), action.argv.end(), base::isValidUtf8)) {
                    diagnostics_.warning(
                        {application.file, 0, "Desktop Action " + std::string(action.id), "Exec"},
                        "not UTF-8, which JSON cannot say; the action is left out of it");
                    continue;
                }
                actions.push_back({{"id", base::toValidUtf8(action.id)},
                                   {"name", action.name},
                                   {"argv", action.argv},
                                   {"icon", icon(action.icon)}});
            }
            if (actions.empty()) out.erase("actions");
        }
        items.push_back(std::move(out));
    }

    Json path(const xdg::Application& application) {
        const std::string_view path = application.entry.path;
        if (base::isValidUtf8(path)) return textOrNull(path);
        diagnostics_.warning({application.file, 0, "Desktop Entry", "Path"},
                             "not UTF-8, which JSON cannot say; it is left out of it");
        return {};
    }

    Json icon(std::string_view name) {
        if (name.empty()) return {};
        const auto file = icons_(name);
        return file ? Json(base::toValidUtf8(*file)) : Json();
    }

    const IconLookup& icons_;
    base::Diagnostics& diagnostics_;
};

} // namespace

std::string renderJson(const xdg::MenuItem& root, const IconLookup& icons, base::Diagnostics& diagnostics) {
    const Json out{{"version", 1}, {"menu", JsonRenderer(icons, diagnostics).menu(root)}};
    return out.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace app
