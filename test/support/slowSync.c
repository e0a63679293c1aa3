/* Preloaded into the collector: a disk whose every sync takes TGP_SYNC_MS longer. Without it, a disk as it is. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slow(const char *name, int file) {
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *ms = getenv("TGP_SYNC_MS");
  long wait = ms ? atol(ms) : 0;
  struct timespec time = {wait / 1000, wait % 1000 * 1000000};
  while (nanosleep(&time, &time)) {
  }
  return sync(file);
}

int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
