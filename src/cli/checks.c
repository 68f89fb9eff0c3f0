#include "cli/checks.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/open_browser.h"
#include "cli/places.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	SHARED_MEMORY_MINIMUM_MB = 64, /* below, pages of any size crash; Docker gives just that */
	SHARED_MEMORY_GOOD_MB = 1000,  /* below, Chromium is told to use files instead */
	PATH_LENGTH = 4096,
};

/* Both texts are taken. */
static struct check found(enum check_state state, char *detail, char *remedy)
{
	return (struct check){.state = state, .detail = detail, .remedy = remedy};
}

static char *program_of(pid_t process)
{
	char link[64], path[PATH_LENGTH];
	snprintf(link, sizeof(link), "/proc/%ld/exe", (long)process);
	ssize_t length = readlink(link, path, sizeof(path) - 1);
	return length > 0 ? memory_copy_span(path, (size_t)length) : memory_copy_text("chromium");
}

static struct check describe_browser(const struct browser *browser, int64_t started_ms)
{
	char *program = program_of(browser_process(browser));
	char *detail = memory_format("%s at %s, started in %" PRId64 " ms",
		browser_version(browser), program, started_ms);
	free(program);
	return found(CHECK_OK, detail, NULL);
}

static struct check examine_chromium(const struct options *options)
{
	struct error error = {0};
	struct loop loop = {0};
	struct browser *browser = NULL;
	struct browser_options how = {
		.chromium = options_text(options, "chromium"), .debugging_port = -1};
	int64_t began_ms = clock_now_ms();
	int code = loop_init(&loop, &error);
	if (!code)
		code = browser_open(&loop, &how, &browser, &error);
	struct check check =
		code ? found(CHECK_FAILED, memory_copy_text(error.message),
			       memory_copy_text("apt-get install chromium chromium-headless-shell"))
		     : describe_browser(browser, clock_now_ms() - began_ms);
	browser_close(browser);
	loop_release(&loop);
	return check;
}

/* The number in a file of /proc/sys, or `fallback` where the kernel does not have it. */
static long kernel_setting(const char *path, long fallback)
{
	char text[32], *end = text;
	FILE *file = fopen(path, "re");
	if (!file)
		return fallback;
	bool is_read = fgets(text, sizeof(text), file) != NULL;
	fclose(file);
	long value = is_read ? strtol(text, &end, 10) : fallback;
	return end > text ? value : fallback;
}

static struct check examine_sandbox(const struct options *options)
{
	(void)options;
	struct stat helper;
	if (geteuid() == 0)
		return found(CHECK_WARNING,
			memory_copy_text("running as root, so Chromium works without its sandbox"),
			memory_copy_text(
				"Run it as an ordinary user, above all on pages that you do "
				"not trust."));
	if (!stat("/usr/lib/chromium/chrome-sandbox", &helper) && (helper.st_mode & S_ISUID))
		return found(CHECK_OK, memory_copy_text("by chrome-sandbox"), NULL);
	bool namespaces = kernel_setting("/proc/sys/user/max_user_namespaces", 1) > 0 &&
			  kernel_setting("/proc/sys/kernel/unprivileged_userns_clone", 1) != 0;
	if (namespaces)
		return found(CHECK_OK, memory_copy_text("by user namespaces"), NULL);
	return found(CHECK_FAILED,
		memory_copy_text(
			"no user namespaces and no chrome-sandbox: Chromium will not start"),
		memory_copy_text(
			"Install the package chromium-sandbox, or allow namespaces: sysctl "
			"kernel.unprivileged_userns_clone=1."));
}

static bool is_font(const char *path)
{
	static const char *const endings[] = {".ttf", ".otf", ".ttc", ".pfb", ".woff", ".woff2"};
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (text_ends_with(path, endings[i]))
			return true;
	return false;
}

/* Ends the walk at the first font, with a return value that is not 0. */
static int visit_font(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)place;
	return kind == FTW_F && is_font(path);
}

static struct check examine_fonts(const struct options *options)
{
	(void)options;
	const char *home = getenv("HOME");
	char *own[] = {memory_format("%s/.fonts", home ? home : ""),
		memory_format("%s/.local/share/fonts", home ? home : "")};
	const char *folders[] = {"/usr/share/fonts", "/usr/local/share/fonts", own[0], own[1]};
	struct check check = found(CHECK_WARNING,
		memory_copy_text("none found: pages show boxes, and elements have no size"),
		memory_copy_text("Install the package fonts-liberation."));
	for (size_t i = 0; i < 4; i++) {
		if (nftw(folders[i], visit_font, 16, FTW_PHYS) <= 0)
			continue;
		check_release(&check);
		check = found(CHECK_OK, memory_format("in %s", folders[i]), NULL);
		break;
	}
	free(own[0]);
	free(own[1]);
	return check;
}

static struct check examine_shared_memory(const struct options *options)
{
	(void)options;
	struct statvfs state;
	if (statvfs("/dev/shm", &state))
		return found(CHECK_WARNING, memory_copy_text("/dev/shm is not there"),
			memory_copy_text("Mount it, so that pages do not use the disk."));
	uint64_t size_mb = (uint64_t)state.f_blocks * state.f_frsize >> 20;
	char *detail = memory_format("%" PRIu64 " MB in /dev/shm", size_mb);
	if (size_mb >= SHARED_MEMORY_GOOD_MB)
		return found(CHECK_OK, detail, NULL);
	return found(CHECK_WARNING, detail,
		memory_format(
			"Give it %d MB or more (docker run --shm-size=1g); until then pages use "
			"the disk%s.",
			SHARED_MEMORY_GOOD_MB,
			size_mb <= SHARED_MEMORY_MINIMUM_MB ? ", and large ones may crash" : ""));
}

static struct check examine_temporary_folder(const struct options *options)
{
	(void)options;
	const char *given = getenv("TMPDIR");
	const char *folder = given && *given ? given : "/tmp";
	char *probe = memory_format("%s/apprentice-doctor-XXXXXX", folder);
	bool writable = mkdtemp(probe) != NULL;
	if (writable)
		rmdir(probe);
	free(probe);
	if (writable)
		return found(CHECK_OK, memory_format("%s can be written", folder), NULL);
	return found(CHECK_FAILED, memory_format("%s cannot be written", folder),
		memory_copy_text(
			"Set TMPDIR to a folder that can: the browser's profile goes there."));
}

static struct check examine_output_folder(const struct options *options)
{
	const char *folder = options_text(options, "output-dir");
	struct error error = {0};
	if (!output_folder_check(folder, &error))
		return found(CHECK_OK, memory_format("'%s' can be written", folder), NULL);
	return found(CHECK_FAILED, memory_copy_text(error.message),
		memory_copy_text(
			"Choose another with --output-dir, or work in a folder of yours."));
}

static struct check examine_display(const struct options *options)
{
	(void)options;
	if (display_is_there())
		return found(CHECK_OK, memory_copy_text("a window can be shown"), NULL);
	return found(CHECK_WARNING,
		memory_copy_text("none: running works, recording needs a window"),
		memory_copy_text("Record on a desktop, or below 'xvfb-run'."));
}

static struct check examine_apps(const struct options *options)
{
	(void)options;
	struct error error = {0};
	char *folder = NULL;
	if (place_find("apps", &folder, &error))
		return found(CHECK_WARNING, memory_copy_text(error.message),
			memory_copy_text("Only 'apprentice apps' and the examples need them."));
	char *detail = memory_format("in %s", folder);
	free(folder);
	return found(CHECK_OK, detail, NULL);
}

static const struct {
	const char *name;
	struct check (*examine)(const struct options *options);
} table[] = {
	{"Chromium", examine_chromium},
	{"sandbox", examine_sandbox},
	{"fonts", examine_fonts},
	{"shared memory", examine_shared_memory},
	{"temporary folder", examine_temporary_folder},
	{"output folder", examine_output_folder},
	{"display", examine_display},
	{"bundled apps", examine_apps},
};

size_t check_count(void)
{
	return sizeof(table) / sizeof(table[0]);
}

struct check check_examine(size_t index, const struct options *options)
{
	struct check check = table[index].examine(options);
	check.name = table[index].name;
	return check;
}

void check_release(struct check *check)
{
	free(check->detail);
	free(check->remedy);
	*check = (struct check){0};
}

const char *check_state_name(enum check_state state)
{
	static const char *const names[] = {"ok", "warning", "failed"};
	return names[state];
}
