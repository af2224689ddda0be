/* Threads with stacks of a given size, and what they wait with. */
#include "system.h"

static pthread_mutex_t mutex = {{0x32AAABA7}};
static pthread_cond_t condition = {{0x3CB0B1BB}};
static int item, items, word;

/* A wait may end because of a signal, or as if there had been one. */
static int wait_on(int value, u32 us) {
  int result;
  do result = __ulock_wait(1, &word, (u64)value, us);
  while (result < 0 && *__error() == 4);
  return result;
}

static void *producer(void *argument) {
  for (int i = 1; i <= 1000; i++) {
    pthread_mutex_lock(&mutex);
    while (item != 0) pthread_cond_wait(&condition, &mutex);
    item = i;
    items++;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
  }
  return argument;
}

/* As much of the stack as was asked for can be used. */
static void *deep(void *argument) {
  volatile char frame[0x3c000];
  for (unsigned i = 0; i < sizeof frame; i += 4096) frame[i] = 1;
  __atomic_store_n(&word, 1, __ATOMIC_RELEASE);
  __ulock_wake(1, &word, 0);
  return (char *)argument + frame[0];
}

int main(void) {
  pthread_t thread;
  void *result;
  long sum = 0;
  number(pthread_create(&thread, NULL, producer, (void *)5));
  for (int i = 0; i < 1000; i++) {
    pthread_mutex_lock(&mutex);
    while (item == 0) pthread_cond_wait(&condition, &mutex);
    sum += item;
    item = 0;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
  }
  number(pthread_join(thread, &result)), number((long)result), number(sum), number(items);
  text("\n");

  const struct timespec soon = {0, 2000000};
  pthread_mutex_lock(&mutex);
  int error;
  do error = pthread_cond_timedwait_relative_np(&condition, &mutex, &soon);
  while (error == 0);
  pthread_mutex_unlock(&mutex);
  number(error);
  number(wait_on(0, 1000)), number(*__error());
  number(wait_on(9, 0) >= 0); /* another value */
  number(__ulock_wake(1, &word, 0)), number(*__error());

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  number(pthread_attr_setstacksize(&attributes, 1000));
  number(pthread_attr_setstacksize(&attributes, 0x40000));
  number(pthread_create(&thread, &attributes, deep, (void *)6));
  while (__atomic_load_n(&word, __ATOMIC_ACQUIRE) == 0) wait_on(0, 0);
  pthread_join(thread, &result);
  number((long)result);
  text("\n");
  return 0;
}
