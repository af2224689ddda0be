/* Binary trees on the heap: n are made, counted and freed. */
#include "common.h"

struct node {
  struct node *left, *right;
};

static struct node *new_node(struct node *left, struct node *right) {
  struct node *node = malloc(sizeof *node);
  if (!node) abort();
  node->left = left;
  node->right = right;
  return node;
}

static struct node *new_tree(long depth) {
  if (depth == 0) return new_node(NULL, NULL);
  struct node *left = new_tree(depth - 1);
  return new_node(left, new_tree(depth - 1));
}

static long nodes(const struct node *tree) {
  return (tree->left ? nodes(tree->left) : 0) + (tree->right ? nodes(tree->right) : 0) + 1;
}

static void free_tree(struct node *tree) {
  if (tree->left) free_tree(tree->left);
  if (tree->right) free_tree(tree->right);
  free(tree);
}

static long kernel(long n) {
  long sum = 0;
  for (long i = 0; i < n; i++) {
    struct node *tree = new_tree(i & 15);
    sum += nodes(tree);
    free_tree(tree);
  }
  return sum;
}

int main(int argc, char **argv) {
  printf("%ld \n", kernel(size(argc, argv)));
  return 0;
}
