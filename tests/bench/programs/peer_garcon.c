/* Prints the command of each entry that garcon shows. */
#include <garcon/garcon.h>
#include <stdio.h>

static void show(GarconMenu* menu) {
    GList* elements = garcon_menu_get_elements(menu);
    for (GList* at = elements; at != NULL; at = at->next) {
        if (GARCON_IS_MENU(at->data))
            show(GARCON_MENU(at->data));
        else if (GARCON_IS_MENU_ITEM(at->data) &&
                 garcon_menu_element_get_visible(GARCON_MENU_ELEMENT(at->data)))
            puts(garcon_menu_item_get_command(GARCON_MENU_ITEM(at->data)));
    }
    g_list_free(elements);
}

int main(void) {
    GError* error = NULL;
    GarconMenu* menu = garcon_menu_new_applications();
    garcon_set_environment("pekwm");
    if (!garcon_menu_load(menu, NULL, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    show(menu);
    return 0;
}
