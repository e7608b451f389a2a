#include "redirect.h"

#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef struct {
    Redirection* redirections;
    size_t count;
    const char* const* libraries;
} Wanted;

/* One loaded object, as far as it matters here. */
typedef struct {
    const struct dl_phdr_info* info;
    const ElfW(Sym) * symbols;
    const char* names;
    ElfW(Addr) readOnly; /* the pages that were made read-only after the start */
    ElfW(Addr) readOnlyEnd;
} Object;

static bool is_wanted(const char* path, const char* const* libraries) {
    if (*path == '\0') return true; /* the program */
    const char* slash = strrchr(path, '/');
    const char* name = slash != NULL ? slash + 1 : path;
    for (; *libraries != NULL; libraries++)
        if (strncmp(name, *libraries, strlen(*libraries)) == 0) return true;
    return false;
}

/* Some systems have the addresses in the dynamic section relocated already, others not. */
static ElfW(Addr) absolute(const struct dl_phdr_info* info, ElfW(Addr) address) {
    return address < info->dlpi_addr ? address + info->dlpi_addr : address;
}

static bool is_inside(const struct dl_phdr_info* info, ElfW(Addr) address) {
    for (size_t n = 0; n < info->dlpi_phnum; n++) {
        const ElfW(Phdr)* segment = &info->dlpi_phdr[n];
        const ElfW(Addr) start = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_LOAD && address >= start && address < start + segment->p_memsz) return true;
    }
    return false;
}

static bool write_slot(const Object* object, ElfW(Addr) * slot, ElfW(Addr) value) {
    const ElfW(Addr) address = (ElfW(Addr))slot;
    if (address < object->readOnly || address >= object->readOnlyEnd) {
        *slot = value;
        return true;
    }
    const ElfW(Addr) size = (ElfW(Addr))sysconf(_SC_PAGESIZE);
    void* page = (void*)(address & ~(size - 1));
    if (mprotect(page, size, PROT_READ | PROT_WRITE) != 0) return false;
    *slot = value;
    (void)mprotect(page, size, PROT_READ);
    return true;
}

static void redirect_slot(const Object* object, const Wanted* wanted, size_t symbol, ElfW(Addr) offset) {
    const char* name = object->names + object->symbols[symbol].st_name;
    for (size_t n = 0; n < wanted->count; n++) {
        Redirection* redirection = &wanted->redirections[n];
        if (strcmp(name, redirection->symbol) != 0) continue;
        ElfW(Addr)* slot = (ElfW(Addr)*)(object->info->dlpi_addr + offset);
        /* Where names are bound at the first call, the table leads back into the object until then. */
        const bool expected = *slot == (ElfW(Addr))redirection->original || is_inside(object->info, *slot);
        if (expected && write_slot(object, slot, (ElfW(Addr))redirection->replacement))
            redirection->changed++;
    }
}

#if __SIZEOF_POINTER__ == 8
#define SYMBOL_OF(info) ELF64_R_SYM(info)
#else
#define SYMBOL_OF(info) ELF32_R_SYM(info)
#endif

static void redirect_table(const Object* object, const Wanted* wanted, ElfW(Addr) table, size_t bytes,
                           bool addends) {
    if (table == 0) return;
    if (addends) {
        const ElfW(Rela)* entry = (const ElfW(Rela)*)table;
        for (size_t n = 0; n < bytes / sizeof *entry; n++)
            if (SYMBOL_OF(entry[n].r_info) != 0 && entry[n].r_addend == 0)
                redirect_slot(object, wanted, SYMBOL_OF(entry[n].r_info), entry[n].r_offset);
        return;
    }
    const ElfW(Rel)* entry = (const ElfW(Rel)*)table;
    for (size_t n = 0; n < bytes / sizeof *entry; n++)
        if (SYMBOL_OF(entry[n].r_info) != 0)
            redirect_slot(object, wanted, SYMBOL_OF(entry[n].r_info), entry[n].r_offset);
}

static int redirect_object(struct dl_phdr_info* info, size_t size, void* data) {
    (void)size;
    const Wanted* wanted = data;
    if (info->dlpi_name == NULL || !is_wanted(info->dlpi_name, wanted->libraries)) return 0;
    Object object = {info, NULL, NULL, 0, 0};
    const ElfW(Dyn)* dynamic = NULL;
    const ElfW(Addr) page = (ElfW(Addr))sysconf(_SC_PAGESIZE);
    for (size_t n = 0; n < info->dlpi_phnum; n++) {
        const ElfW(Phdr)* segment = &info->dlpi_phdr[n];
        const ElfW(Addr) start = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_DYNAMIC) dynamic = (const ElfW(Dyn)*)start;
        if (segment->p_type == PT_GNU_RELRO) {
            object.readOnly = start & ~(page - 1);
            object.readOnlyEnd = (start + segment->p_memsz) & ~(page - 1);
        }
    }
    if (dynamic == NULL) return 0;
    ElfW(Addr) plt = 0;
    ElfW(Addr) rela = 0;
    ElfW(Addr) rel = 0;
    size_t pltBytes = 0;
    size_t relaBytes = 0;
    size_t relBytes = 0;
    bool pltAddends = false;
    for (; dynamic->d_tag != DT_NULL; dynamic++) {
        const ElfW(Addr) address = absolute(info, dynamic->d_un.d_ptr);
        switch (dynamic->d_tag) {
        case DT_SYMTAB:
            object.symbols = (const ElfW(Sym)*)address;
            break;
        case DT_STRTAB:
            object.names = (const char*)address;
            break;
        case DT_JMPREL:
            plt = address;
            break;
        case DT_RELA:
            rela = address;
            break;
        case DT_REL:
            rel = address;
            break;
        case DT_PLTRELSZ:
            pltBytes = dynamic->d_un.d_val;
            break;
        case DT_RELASZ:
            relaBytes = dynamic->d_un.d_val;
            break;
        case DT_RELSZ:
            relBytes = dynamic->d_un.d_val;
            break;
        case DT_PLTREL:
            pltAddends = dynamic->d_un.d_val == DT_RELA;
            break;
        default:
            break;
        }
    }
    if (object.symbols == NULL || object.names == NULL) return 0;
    redirect_table(&object, wanted, plt, pltBytes, pltAddends);
    redirect_table(&object, wanted, rela, relaBytes, true);
    redirect_table(&object, wanted, rel, relBytes, false);
    return 0;
}

void redirect_calls(Redirection* redirections, size_t count, const char* const* libraries) {
    Wanted wanted = {redirections, count, libraries};
    dl_iterate_phdr(redirect_object, &wanted);
}
