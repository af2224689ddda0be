/* Texts for throws, in tables: see ffc_own_messages. */
#ifndef FFC_MESSAGES_H
#define FFC_MESSAGES_H

/* An entry of a table of texts, which ends with one more 0: one byte that says which, the text, 0. The
   byte is -code for the standard's codes; for ours it is 1 for FFC_FIRST_OWN, 2 for the next below, ...; for iors,
   -512 - errno, it is 128 + errno. */
#define FFC_MESSAGE(byte, text) byte text "\0"

/* Of threads and channels. Those who wait for anything else have a table of their own: sync.c. */
#define FFC_TASK_MESSAGES                                          \
  FFC_MESSAGE("\x01", "cannot start a thread")                     \
  FFC_MESSAGE("\x02", "no such thread to join")                    \
  FFC_MESSAGE("\x03", "send on a closed channel")                  \
  FFC_MESSAGE("\x04", "receive on a closed channel")               \
  FFC_MESSAGE("\x05", "channel closed twice")                      \
  FFC_MESSAGE("\x06", "number of inputs not known, use spawn-n")  \
  FFC_MESSAGE("\x07", "channel in use")                           \
  FFC_MESSAGE("\x08", "no select{ around")

/* Of mutexes and what is like them. */
#define FFC_SYNC_MESSAGES                                          \
  FFC_MESSAGE("\x09", "this thread holds the mutex already")       \
  FFC_MESSAGE("\x0a", "this thread does not hold the mutex")       \
  FFC_MESSAGE("\x0b", "wait-group counted below 0")

#endif
