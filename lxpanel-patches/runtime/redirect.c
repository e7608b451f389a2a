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

/* A table of the places where addresses of other objects stand. */
typedef struct {
    ElfW(Addr) start; /* 0 where there is none */
    size_t bytes;
    bool addends; /* the kind of its entries */
} Table;

/* One loaded object, as far as it matters here. */
typedef struct {
    const struct dl_phdr_info* info;
    const ElfW(Sym) * symbols;
    const char* names;
    Table calls;
    Table withAddends;
    Table withoutAddends;
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

static void redirect_table(const Object* object, const Wanted* wanted, const Table* table) {
    if (table->start == 0) return;
    if (table->addends) {
        const ElfW(Rela)* entry = (const ElfW(Rela)*)table->start;
        for (size_t n = 0; n < table->bytes / sizeof *entry; n++)
            if (SYMBOL_OF(entry[n].r_info) != 0 && entry[n].r_addend == 0)
                redirect_slot(object, wanted, SYMBOL_OF(entry[n].r_info), entry[n].r_offset);
        return;
    }
    const ElfW(Rel)* entry = (const ElfW(Rel)*)table->start;
    for (size_t n = 0; n < table->bytes / sizeof *entry; n++)
        if (SYMBOL_OF(entry[n].r_info) != 0)
            redirect_slot(object, wanted, SYMBOL_OF(entry[n].r_info), entry[n].r_offset);
}

/* Notes the pages that are read-only, and returns the dynamic section; NULL where the object has none. */
static const ElfW(Dyn) * read_segments(Object* object) {
    const ElfW(Addr) page = (ElfW(Addr))sysconf(_SC_PAGESIZE);
    const ElfW(Dyn)* dynamic = NULL;
    for (size_t n = 0; n < object->info->dlpi_phnum; n++) {
        const ElfW(Phdr)* segment = &object->info->dlpi_phdr[n];
        const ElfW(Addr) start = object->info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_DYNAMIC) dynamic = (const ElfW(Dyn)*)start;
        if (segment->p_type == PT_GNU_RELRO) {
            object->readOnly = start & ~(page - 1);
            object->readOnlyEnd = (start + segment->p_memsz) & ~(page - 1);
        }
    }
    return dynamic;
}

static void read_dynamic(Object* object, const ElfW(Dyn) * dynamic) {
    for (; dynamic->d_tag != DT_NULL; dynamic++) {
        const ElfW(Addr) address = absolute(object->info, dynamic->d_un.d_ptr);
        switch (dynamic->d_tag) {
        case DT_SYMTAB:
            object->symbols = (const ElfW(Sym)*)address;
            break;
        case DT_STRTAB:
            object->names = (const char*)address;
            break;
        case DT_JMPREL:
            object->calls.start = address;
            break;
        case DT_PLTRELSZ:
            object->calls.bytes = dynamic->d_un.d_val;
            break;
        case DT_PLTREL:
            object->calls.addends = dynamic->d_un.d_val == DT_RELA;
            break;
        case DT_RELA:
            object->withAddends.start = address;
            break;
        case DT_RELASZ:
            object->withAddends.bytes = dynamic->d_un.d_val;
            break;
        case DT_REL:
            object->withoutAddends.start = address;
            break;
        case DT_RELSZ:
            object->withoutAddends.bytes = dynamic->d_un.d_val;
            break;
        default:
            break;
        }
    }
}

static int redirect_object(struct dl_phdr_info* info, size_t size, void* data) {
    (void)size;
    const Wanted* wanted = data;
    if (info->dlpi_name == NULL || !is_wanted(info->dlpi_name, wanted->libraries)) return 0;
    Object object = {.info = info, .withAddends = {.addends = true}};
    const ElfW(Dyn)* dynamic = read_segments(&object);
    if (dynamic == NULL) return 0;
    read_dynamic(&object, dynamic);
    if (object.symbols == NULL || object.names == NULL) return 0;
    redirect_table(&object, wanted, &object.calls);
    redirect_table(&object, wanted, &object.withAddends);
    redirect_table(&object, wanted, &object.withoutAddends);
    return 0;
}

void redirect_calls(Redirection* redirections, size_t count, const char* const* libraries) {
    Wanted wanted = {redirections, count, libraries};
    dl_iterate_phdr(redirect_object, &wanted);
}
