#include "browser/chromium_arguments.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* The programs themselves, not Debian's wrapper scripts: the wrappers add switches of their own
 * (cdp.md 6.10), and one of them would be our child in place of the browser. */
static const char *const headless_programs[] = {
	"/usr/lib/chromium/chromium-headless-shell",
	"/usr/lib/chromium/chromium",
	"/usr/lib/chromium-browser/chromium-browser",
	"/opt/google/chrome/chrome",
	NULL,
};
static const char *const headed_programs[] = {
	"/usr/lib/chromium/chromium",
	"/usr/lib/chromium-browser/chromium-browser",
	"/opt/google/chrome/chrome",
	NULL,
};

static const char disabled_features[] =
	"--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,"
	"LensOverlay,PaintHolding,GlobalMediaControls,HttpsUpgrades,"
	"DestroyProfileOnBrowserClose,AvoidUnnecessaryBeforeUnloadCheckSync,"
	"ThirdPartyStoragePartitioning,Prerender2";

/* So that media queries for hovering act as they do for a person. */
static const char desktop_pointer[] =
	"--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,"
	"availablePointerTypes=4";

/* Quiet, repeatable, and nothing that a page can hide behind: no first-run pages, no background
 * traffic, no throttling of tabs that are not in front. The list follows cdp.md 1.1. */
static const char *const always[] = {
	"--remote-debugging-pipe",
	"--no-startup-window",
	"--no-first-run",
	"--no-default-browser-check",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-default-apps",
	"--disable-extensions",
	"--disable-breakpad",
	"--metrics-recording-only",
	"--disable-field-trial-config",
	"--password-store=basic",
	"--use-mock-keychain",
	"--disable-search-engine-choice-screen",
	"--disable-client-side-phishing-detection",
	"--disable-popup-blocking",
	"--disable-prompt-on-repost",
	"--disable-hang-monitor",
	"--disable-ipc-flooding-protection",
	"--disable-background-timer-throttling",
	"--disable-renderer-backgrounding",
	"--disable-backgrounding-occluded-windows",
	"--disable-back-forward-cache",
	"--disable-smooth-scrolling",
	"--force-color-profile=srgb",
	"--mute-audio",
	"--allow-pre-commit-input",
	"--lang=en-US",
	disabled_features,
	NULL,
};

static const char *const headless_only[] = {
	"--headless",
	"--disable-gpu",
	"--force-device-scale-factor=1",
	"--font-render-hinting=none",
	desktop_pointer,
	NULL,
};

struct arguments {
	char **items;
	size_t count;
};

static void add(struct arguments *arguments, char *taken)
{
	arguments->items =
		memory_resize(arguments->items, arguments->count + 2, sizeof *arguments->items);
	arguments->items[arguments->count++] = taken;
	arguments->items[arguments->count] = NULL;
}

static void add_all(struct arguments *arguments, const char *const *items)
{
	for (; *items; items++)
		add(arguments, memory_copy_text(*items));
}

/* Below a gigabyte (Docker gives 64 MB) renderers die for lack of shared memory. */
static bool shared_memory_is_small(void)
{
	struct statvfs state;

	return statvfs("/dev/shm", &state) != 0 ||
	       (unsigned long long)state.f_blocks * state.f_frsize < 1000ull << 20;
}

char **chromium_arguments_new(
	const struct browser_options *options, const char *program, const char *profile)
{
	struct arguments arguments = {0};
	int width_px = options->width_px ? options->width_px : 1280;
	int height_px = options->height_px ? options->height_px : 720;

	add(&arguments, memory_copy_text(program));
	add_all(&arguments, always);
	if (!options->headed)
		add_all(&arguments, headless_only);
	if (!options->headed || options->width_px)
		add(&arguments, memory_format("--window-size=%d,%d", width_px, height_px));
	if (geteuid() == 0) /* Chromium refuses to run its sandbox as root; a user keeps it */
		add(&arguments, memory_copy_text("--no-sandbox"));
	if (shared_memory_is_small())
		add(&arguments, memory_copy_text("--disable-dev-shm-usage"));
	if (options->debugging_port >= 0)
		add(&arguments,
			memory_format("--remote-debugging-port=%d", options->debugging_port));
	add(&arguments, memory_format("--user-data-dir=%s", profile));
	return arguments.items;
}

void chromium_arguments_free(char **arguments)
{
	for (char **item = arguments; item && *item; item++)
		free(*item);
	free(arguments);
}

int chromium_find(const struct browser_options *options, char **program, struct error *error)
{
	const char *const *usual = options->headed ? headed_programs : headless_programs;
	const char *named = options->chromium ? options->chromium : getenv("APPRENTICE_CHROMIUM");

	if (named && *named) {
		if (access(named, X_OK) != 0)
			return error_set(error, ERROR_NOT_FOUND,
				"There is no Chromium at '%s'. Give the path of its program with "
				"--chromium "
				"or APPRENTICE_CHROMIUM.",
				named);
		*program = memory_copy_text(named);
		return 0;
	}
	for (; *usual; usual++)
		if (access(*usual, X_OK) == 0) {
			*program = memory_copy_text(*usual);
			return 0;
		}
	return error_set(error, ERROR_NOT_FOUND,
		"No Chromium was found. Install the package %s, or give the path of its program "
		"with "
		"--chromium or APPRENTICE_CHROMIUM.",
		options->headed ? "chromium" : "chromium-headless-shell");
}
