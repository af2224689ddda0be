/*
 * Included before the runtime's files when they are built for stress: where one thread hands something to another, it now
 * and then waits for a while first, so that what is rare elsewhere happens here.
 */
#ifndef CHAOS_H
#define CHAOS_H

#include "../../../src/runtime-c/ffc.h"

void chaos(void);

#define ffc_lock(lock) (chaos(), (ffc_lock)(lock))
#define ffc_unlock(lock) (chaos(), (ffc_unlock)(lock), chaos())
#define ffc_brief_lock(lock) (chaos(), (ffc_brief_lock)(lock))
#define ffc_brief_unlock(lock) (chaos(), (ffc_brief_unlock)(lock), chaos())
#define ffc_unpark(ctx) (chaos(), (ffc_unpark)(ctx))
#define ffc_wait(ctx, what, object, deadline, looks) chaotic_wait(ctx, what, object, deadline, looks)

static inline bool chaotic_wait(struct ffc_context *ctx, const char *what, ucell object, int64_t deadline,
                                bool looks) {
  chaos();
  bool woken = (ffc_wait)(ctx, what, object, deadline, looks);
  chaos();
  return woken;
}

#endif
