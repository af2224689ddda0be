/*
 * Channels, mutexes and the like under all that can happen to them, in a C program with threads of the C library
 * (stand-in.h): for the sanitizers. The files under test are channels.c, channel-ends.c, select.c, sync.c, wait.c,
 * locks.c and memory.c.
 * Arguments: seconds for each part, first number of the dice, items for a thread.
 */
#define _GNU_SOURCE
#include "stand-in.h"

/* ---- Threads ---- */

struct task {
  pthread_t thread;
  struct ffc_context ctx;
  void (*work)(struct task *);
  int number;
  uint64_t dice;
  int64_t sent, sent_sum, received, received_sum, late;
};

static uint64_t roll(struct task *task, uint64_t n) { return roll_of(&task->dice, n); }

static void *enter(void *argument) {
  struct task *task = argument;
  task->work(task);
  ffc_heap_drain(&task->ctx);
  ffc_running_less(&task->ctx);
  return NULL;
}

#define MOST 16
static struct task tasks[MOST], *main_task = &tasks[MOST - 1];
static uint64_t first_dice;

static void start(int n, void (*work)(struct task *)) {
  struct task *task = &tasks[n];
  memset(task, 0, sizeof *task);
  task->ctx.id = (ucell)n + 1;
  task->work = work;
  task->number = n;
  task->dice = first_dice * 1000003 + (uint64_t)n;
  ffc_running_more();
  pthread_create(&task->thread, NULL, enter, task);
}

static int64_t total_sent, total_late;

/* Each item that was sent has been received once. */
static void sum_up(int count) {
  int64_t sent = 0, sent_sum = 0, received = 0, received_sum = 0;
  for (int i = 0; i < count; i++) {
    sent += tasks[i].sent, sent_sum += tasks[i].sent_sum;
    received += tasks[i].received, received_sum += tasks[i].received_sum;
    total_late += tasks[i].late;
  }
  total_sent += sent;
  if (sent != received || sent_sum != received_sum) fail("what was received is not what was sent");
}

static void report(const char *part, int64_t rounds) {
  printf("%s: %lld rounds, %lld items, %lld times not in time\n", part, (long long)rounds, (long long)total_sent,
         (long long)total_late);
  total_sent = total_late = 0;
}

/* ---- All operations at once, on channels that others close ---- */

static struct ffc_channel *channels[3];
static int64_t items_each;

static void note(struct task *task, bool is_sent, cell x) {
  if (is_sent)
    task->sent++, task->sent_sum += x;
  else
    task->received++, task->received_sum += x;
}

/* Items are numbers that no other thread sends. */
static void any_operation(struct task *task) {
  struct ffc_context *ctx = &task->ctx;
  cell x = task->number + 1;
  struct two got = {0, 0};
  cell flag = 0;
  while (task->sent + task->late < items_each) {
    struct ffc_channel *chan = channels[roll(task, 3)], *other = channels[roll(task, 3)];
    x += MOST;
    switch (roll(task, 8)) {
    case 0:
      if (TRY(flag = ffc_try_send(ctx, x, chan))) return;
      flag ? note(task, true, x) : (void)task->late++;
      break;
    case 1:
      got = ffc_try_recv(ctx, chan);
      if (got.b) note(task, false, got.a);
      break;
    case 2:
      if (TRY(flag = ffc_send_timeout(ctx, x, (cell)roll(task, 2), chan))) return;
      flag ? note(task, true, x) : (void)task->late++;
      break;
    case 3:
      got = ffc_recv_timeout(ctx, (cell)roll(task, 2), chan);
      if (got.b) note(task, false, got.a);
      break;
    case 4: case 5: case 6:
      TRY(ffc_select_begin(ctx));
      TRY(ffc_select_recv(ctx, chan));
      TRY(ffc_select_send(ctx, x, other));
      TRY(ffc_select_recv(ctx, NULL));
      if (TRY(got = ffc_select(ctx, (cell)roll(task, 2)))) return;
      if (got.b == 1) note(task, false, got.a);
      if (got.b == 3) note(task, true, x);
      if (got.b == -2) task->late++;
      if (got.b == 0) return;
      break;
    default:
      if (TRY(flag = ffc_send_timeout(ctx, x, 1000, chan))) return;
      if (flag) note(task, true, x);
      got = ffc_recv_timeout(ctx, 1000, chan);
      if (got.b) note(task, false, got.a);
    }
  }
}

/* Closes and, when all are gone, drains. */
static void closing_round(int workers) {
  struct ffc_context *ctx = &main_task->ctx;
  for (int i = 0; i < 3; i++) channels[i] = (struct ffc_channel *)ffc_channel(ctx, i == 2 ? 0 : 1 + 20 * i);
  for (int i = 0; i < workers; i++) start(i, any_operation);
  ffc_sleep_us((int64_t)roll(main_task, 3000));
  for (int i = 0; i < 3; i++) ffc_close_channel(ctx, channels[i]);
  for (int i = 0; i < workers; i++) pthread_join(tasks[i].thread, NULL);
  for (int i = 0; i < 3; i++) {
    struct two got;
    while ((got = ffc_recv_flag(ctx, channels[i])).b) note(&tasks[0], false, got.a);
    ffc_free_channel(ctx, channels[i]);
  }
}

/* ---- Waiting senders and receivers, with some who give up ---- */

static struct ffc_channel *chan;

static void patient_sender(struct task *task) {
  for (cell i = 1; i <= items_each; i++)
    if (TRY(ffc_send(&task->ctx, i, chan)) == 0) note(task, true, i);
}

static void impatient_sender(struct task *task) {
  for (cell i = 1; i <= items_each; i++) {
    cell flag = 0;
    if (TRY(flag = ffc_send_timeout(&task->ctx, i, (cell)roll(task, 2), chan))) return;
    flag ? note(task, true, i) : (void)task->late++;
  }
}

static void patient_receiver(struct task *task) {
  for (struct two got; (got = ffc_recv_flag(&task->ctx, chan)).b;) note(task, false, got.a);
}

static void impatient_receiver(struct task *task) {
  while (!ffc_closed(&task->ctx, chan)) {
    struct two got = ffc_recv_timeout(&task->ctx, (cell)roll(task, 2), chan);
    if (got.b) note(task, false, got.a);
  }
}

static void waiting_round(cell capacity) {
  static void (*const work[])(struct task *) = {patient_sender,   patient_sender,   impatient_sender,
                                                patient_receiver, patient_receiver, impatient_receiver};
  chan = (struct ffc_channel *)ffc_channel(&main_task->ctx, capacity);
  for (int i = 0; i < 6; i++) start(i, work[i]);
  for (int i = 0; i < 3; i++) pthread_join(tasks[i].thread, NULL);
  ffc_close_channel(&main_task->ctx, chan);
  for (int i = 3; i < 6; i++) pthread_join(tasks[i].thread, NULL);
  ffc_free_channel(&main_task->ctx, chan);
}

/* ---- Who waits is served, within 100 ms, though nobody comes again ---- */

static int64_t served;

static void one_sender(struct task *task) {
  if (TRY(ffc_send(&task->ctx, task->number, chan)) == 0) __atomic_fetch_add(&served, 1, __ATOMIC_SEQ_CST);
}
static void one_receiver(struct task *task) {
  if (ffc_recv_flag(&task->ctx, chan).b) __atomic_fetch_add(&served, 1, __ATOMIC_SEQ_CST);
}

/* On a machine that is busy with other things, threads may take longer to begin. */
static void wait_until_served(void) {
  int64_t begin = ffc_clock_us(true), took = 0;
  while (__atomic_load_n(&served, __ATOMIC_SEQ_CST) != 1 && took < 10000000) {
    ffc_sleep_us(10);
    took = ffc_clock_us(true) - begin;
  }
  if (took >= 10000000) fail("nobody was served");
  total_late += took > 100000;
}

static void one_of_two(bool senders, cell capacity) {
  struct ffc_context *ctx = &main_task->ctx;
  chan = (struct ffc_channel *)ffc_channel(ctx, capacity);
  if (senders)
    for (cell i = 0; i < capacity; i++) ffc_send(ctx, 9, chan);
  served = 0;
  start(0, senders ? one_sender : one_receiver);
  start(1, senders ? one_sender : one_receiver);
  if (roll(main_task, 2)) ffc_sleep_us((int64_t)roll(main_task, 300));
  if (senders)
    ffc_recv(ctx, chan);
  else
    ffc_send(ctx, 9, chan);
  wait_until_served();
  ffc_close_channel(ctx, chan);
  for (int i = 0; i < 2; i++) pthread_join(tasks[i].thread, NULL);
  ffc_free_channel(ctx, chan);
}

/* ---- Mutexes, semaphores and wait-groups ---- */

#define ADMITTED 2
static struct ffc_sync *mutex, *semaphore, *group;
static int64_t guarded, inside;

static void locker(struct task *task) {
  struct ffc_context *ctx = &task->ctx;
  for (cell i = 0; i < items_each; i++) {
    bool has_it = true;
    uint64_t way = roll(task, 8);
    if (way < 2) has_it = ffc_mutex_try(ctx, mutex);
    else if (way < 4) has_it = ffc_mutex_lock_timeout(ctx, (cell)roll(task, 2), mutex);
    else if (TRY(ffc_mutex_lock(ctx, mutex))) fail("lock threw");
    task->late += !has_it;
    if (has_it) {
      guarded++;
      task->sent++;
      if (roll(task, 64) == 0 && TRY(ffc_mutex_lock(ctx, mutex)) != FFC_MUTEX_HELD) fail("locked twice");
      if (roll(task, 256) == 0) ffc_sleep_us(1000); /* others give up meanwhile */
      if (TRY(ffc_mutex_unlock(ctx, mutex))) fail("unlock threw");
    }
    if (TRY(ffc_mutex_unlock(ctx, mutex)) != FFC_MUTEX_NOT_HELD) fail("unlocked without holding");
    has_it = true;
    way = roll(task, 8);
    if (way < 2) has_it = ffc_semaphore_try(ctx, semaphore);
    else if (way < 4) has_it = ffc_semaphore_acquire_timeout(ctx, (cell)roll(task, 2), semaphore);
    else ffc_semaphore_acquire(ctx, semaphore);
    task->late += !has_it;
    if (!has_it) continue;
    if (__atomic_fetch_add(&inside, 1, __ATOMIC_RELAXED) >= ADMITTED) fail("too many were let in");
    if (roll(task, 256) == 0) ffc_sleep_us(1000);
    __atomic_fetch_sub(&inside, 1, __ATOMIC_RELAXED);
    ffc_semaphore_release(ctx, semaphore);
  }
  if (TRY(ffc_wait_group_add(ctx, -1, group))) fail("counted below 0");
}

static void sync_round(int workers) {
  struct ffc_context *ctx = &main_task->ctx;
  mutex = (struct ffc_sync *)ffc_mutex(ctx, 0);
  semaphore = (struct ffc_sync *)ffc_semaphore(ctx, ADMITTED);
  group = (struct ffc_sync *)ffc_wait_group(ctx, 0);
  guarded = 0;
  ffc_wait_group_add(ctx, workers, group);
  for (int i = 0; i < workers; i++) start(i, locker);
  if (workers & 1)
    while (!ffc_wait_group_wait_timeout(ctx, 1, group)) continue;
  else
    ffc_wait_group_wait(ctx, group);
  ffc_heap_put(ctx, group); /* whoever counted last does not touch it any more */
  for (int i = 0; i < workers; i++) {
    pthread_join(tasks[i].thread, NULL);
    guarded -= tasks[i].sent;
    total_sent += tasks[i].sent;
    total_late += tasks[i].late;
  }
  if (ffc_mutex_try(ctx, mutex) == 0) fail("nobody holds the mutex, and it cannot be held");
  if (guarded != 0) fail("two threads held the mutex");
  ffc_heap_put(ctx, mutex);
  ffc_heap_put(ctx, semaphore);
}

int main(int argc, char **argv) {
  int64_t us = argc > 1 ? (int64_t)(1e6 * atof(argv[1])) : 200000, until;
  first_dice = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  main_task->dice = first_dice;
  ffc_spins = ffc_processors() > 1;

  int64_t rounds = 0;
  items_each = argc > 3 ? atoll(argv[3]) : 20000;
  for (until = ffc_clock_us(true) + us; rounds == 0 || ffc_clock_us(true) < until; rounds++, first_dice++) {
    closing_round(6);
    sum_up(6);
  }
  report("all operations", rounds);
  for (until = ffc_clock_us(true) + us, rounds = 0; rounds < 3 || ffc_clock_us(true) < until; rounds++, first_dice++) {
    waiting_round((cell[]){0, 1, 100}[rounds % 3]);
    sum_up(6);
  }
  report("waiting", rounds);
  for (until = ffc_clock_us(true) + us, rounds = 0; rounds < 60 || ffc_clock_us(true) < until; rounds++, first_dice++)
    one_of_two(rounds & 1, (cell[]){0, 1, 3}[rounds / 2 % 3]);
  report("one of two", rounds);
  for (until = ffc_clock_us(true) + us, rounds = 0; rounds == 0 || ffc_clock_us(true) < until; rounds++, first_dice++)
    sync_round(2 + (int)rounds % 4);
  report("mutexes and the like", rounds);
  ffc_heap_drain(&main_task->ctx);
  puts("all there");
  return 0;
}
