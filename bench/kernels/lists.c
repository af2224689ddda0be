/* Merge sort of linked lists, which are made, sorted and summed up n times. */
#include "common.h"

enum { LENGTH = 10000 };

struct node {
  struct node *link;
  long number;
};

static struct node nodes[LENGTH];

static struct node *make_list(void) {
  struct node *list = NULL;
  for (long i = 0; i < LENGTH; i++) {
    nodes[i].link = list;
    nodes[i].number = random_below(65536);
    list = &nodes[i];
  }
  return list;
}

/* Cuts a list in the middle, gives the second half; it has two nodes at least. */
static struct node *halve(struct node *list) {
  struct node *slow = list, *fast = list->link;
  while (fast && (fast = fast->link)) {
    fast = fast->link;
    slow = slow->link;
  }
  struct node *second = slow->link;
  slow->link = NULL;
  return second;
}

static struct node *merge(struct node *a, struct node *b) {
  struct node head, *tail = &head;
  while (a && b) {
    if (b->number < a->number) {
      tail = tail->link = b;
      b = b->link;
    } else {
      tail = tail->link = a;
      a = a->link;
    }
  }
  tail->link = a ? a : b;
  return head.link;
}

static struct node *sort(struct node *list) {
  if (!list || !list->link) return list;
  struct node *second = halve(list);
  struct node *first = sort(list);
  return merge(first, sort(second));
}

static long checksum(const struct node *list) {
  unsigned long sum = 0;
  for (; list; list = list->link) sum = (sum * 3) ^ list->number;
  return sum;
}

static long kernel(long n) {
  long result = 0;
  seed = n;
  for (long i = 0; i < n; i++) result ^= checksum(sort(make_list()));
  return result;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}
