#include "base/utf8.hpp"
#include "render.hpp"

namespace app {

namespace {

class TreeRenderer {
  public:
    explicit TreeRenderer(bool colours) : colours_(colours) {}

    void add(const xdg::MenuItem& item, std::size_t depth) {
        out_.append(depth * 2, ' ');
        switch (item.kind) {
        case xdg::MenuItem::Kind::menu:
            out_ += bold(base::visible(item.name)) + "/\n";
            for (const xdg::MenuItem& child : item.items)
                add(child, depth + 1);
            break;
        case xdg::MenuItem::Kind::header:
            out_ += "= " + bold(base::visible(item.name)) + '\n';
            break;
        case xdg::MenuItem::Kind::separator:
            out_ += dim("--") + '\n';
            break;
        case xdg::MenuItem::Kind::entry:
            out_ += base::visible(item.name) + "  " + dim("(" + base::visible(item.id) + ")") + '\n';
            break;
        }
    }

    std::string take() { return std::move(out_); }

  private:
    [[nodiscard]] std::string bold(const std::string& text) const {
        return colours_ ? "\033[1m" + text + "\033[0m" : text;
    }
    [[nodiscard]] std::string dim(const std::string& text) const {
        return colours_ ? "\033[2m" + text + "\033[0m" : text;
    }

    bool colours_;
    std::string out_;
};

} // namespace

std::string renderTree(const xdg::MenuItem& root, bool colours) {
    TreeRenderer renderer(colours);
    renderer.add(root, 0);
    return renderer.take();
}

} // namespace app
