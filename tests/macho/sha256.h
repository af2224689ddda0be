#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32

void sha256(const uint8_t *data, size_t size, uint8_t hash[SHA256_SIZE]);

#endif
