/*
 * Elementary functions of floats: musl's, whose objects scripts/build-runtime.mjs puts into the archive. None of
 * these uses thread-local storage or `errno`.
 */
#include "ffc.h"

#define UNARY(name, function)                                  \
  extern double function(double);                              \
  double ffc_math_##name(struct ffc_context *ctx, double x) {  \
    FFC_ENTER(ctx);                                            \
    return function(x);                                        \
  }

#define BINARY(name, function)                                           \
  extern double function(double, double);                                \
  double ffc_math_##name(struct ffc_context *ctx, double x, double y) {  \
    FFC_ENTER(ctx);                                                      \
    return function(x, y);                                               \
  }

UNARY(asin, asin)
UNARY(acos, acos)
UNARY(atan, atan)
UNARY(exp, exp)
UNARY(expm1, expm1)
UNARY(log, log)
UNARY(log1p, log1p)
UNARY(log10, log10)
UNARY(sinh, sinh)
UNARY(cosh, cosh)
UNARY(tanh, tanh)
UNARY(asinh, asinh)
UNARY(acosh, acosh)
UNARY(atanh, atanh)
UNARY(cbrt, cbrt)
BINARY(atan2, atan2)
BINARY(pow, pow)
