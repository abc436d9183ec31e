/* The key management calls, with arguments that no key is found for and some that work on a keyring of this process. */
#define _GNU_SOURCE
#include <linux/keyctl.h>

#include "process_edge.h"

#define KEYCTL(...) syscall(SYS_keyctl, __VA_ARGS__)

int main(void) {
  char text[64];
  unsigned prime[] = {1, -2, 3}, hash[8] = {0};
  hash[0] = 0;
  syscall(SYS_add_key, "user", "spoor test", "payload\1", 8UL, 0x70000001);
  syscall(SYS_add_key, "nonsense", "spoor test", "payload", 7UL, 0x7ffffff0);
  syscall(SYS_add_key, BAD, 0, 0, 0UL, 0);
  syscall(SYS_add_key, "user", "x", BAD, 9UL, -9);
  syscall(SYS_request_key, "user", "spoor none", 0, 0);
  syscall(SYS_request_key, "user", "spoor none", "info", -1);
  syscall(SYS_request_key, BAD, BAD, BAD, -5);
  for (int i = -9; i < 1; ++i) KEYCTL(KEYCTL_REVOKE, i + 0x70000000);
  for (long op = 0; op < 34; ++op) {
    if (op == KEYCTL_JOIN_SESSION_KEYRING || op == KEYCTL_SESSION_TO_PARENT) continue;
    KEYCTL(op, 0x7000000fL, 0L, 0L, 0L);
    KEYCTL(op, 0x1234567890L, 1L, -2L, 5L);
  }
  KEYCTL(KEYCTL_GET_KEYRING_ID, KEY_SPEC_PROCESS_KEYRING, 0);
  KEYCTL(KEYCTL_GET_KEYRING_ID, -30, 0);
  KEYCTL(KEYCTL_JOIN_SESSION_KEYRING, BAD);
  KEYCTL(KEYCTL_UPDATE, 0x70000001, "data", 4UL);
  KEYCTL(KEYCTL_CHOWN, 0x70000001, -1, 0);
  KEYCTL(KEYCTL_SETPERM, 0x70000001, 0x3f3f0000);
  KEYCTL(KEYCTL_SETPERM, 0x70000001, 0xc0c0c0c0);
  KEYCTL(KEYCTL_DESCRIBE, KEY_SPEC_PROCESS_KEYRING, text, 0UL);
  KEYCTL(KEYCTL_DESCRIBE, KEY_SPEC_PROCESS_KEYRING, text, 64UL);
  KEYCTL(KEYCTL_CLEAR, 0x70000001);
  KEYCTL(KEYCTL_LINK, 0x70000001, KEY_SPEC_SESSION_KEYRING);
  KEYCTL(KEYCTL_SEARCH, KEY_SPEC_SESSION_KEYRING, "user", "spoor none", 0);
  KEYCTL(KEYCTL_READ, KEY_SPEC_PROCESS_KEYRING, text, 64UL);
  KEYCTL(KEYCTL_READ, KEY_SPEC_PROCESS_KEYRING, 0, 0UL);
  KEYCTL(KEYCTL_INSTANTIATE, 0x70000001, "data", 4UL, -3);
  KEYCTL(KEYCTL_NEGATE, 0x70000001, 30, -3);
  KEYCTL(KEYCTL_SET_REQKEY_KEYRING, KEY_REQKEY_DEFL_NO_CHANGE);
  KEYCTL(KEYCTL_SET_REQKEY_KEYRING, 77);
  KEYCTL(KEYCTL_SET_TIMEOUT, 0x70000001, 60);
  KEYCTL(KEYCTL_ASSUME_AUTHORITY, 0);
  KEYCTL(KEYCTL_GET_SECURITY, KEY_SPEC_PROCESS_KEYRING, text, 64UL);
  KEYCTL(KEYCTL_REJECT, 0x70000001, 5, 13, -3);
  KEYCTL(KEYCTL_INVALIDATE, 0x70000001);
  KEYCTL(KEYCTL_GET_PERSISTENT, 0x7ffffff, 0x70000001);
  KEYCTL(KEYCTL_DH_COMPUTE, prime, text, 64UL, 0);
  KEYCTL(KEYCTL_DH_COMPUTE, prime, text, 64UL, hash);
  KEYCTL(KEYCTL_DH_COMPUTE, BAD, text, 64UL, BAD);
  KEYCTL(KEYCTL_RESTRICT_KEYRING, 0x70000001, "asymmetric", "builtin_trusted");
  KEYCTL(KEYCTL_RESTRICT_KEYRING, 0x70000001, 0, 0);
  KEYCTL(KEYCTL_PKEY_QUERY, 0x70000001, 0, "info", text);
  int public_key[10] = {0x70000001, 3, 2};
  for (int i = KEYCTL_PKEY_ENCRYPT; i <= KEYCTL_PKEY_VERIFY; ++i) {
    KEYCTL(i, public_key, "enc=pkcs1", "abc", text);
    KEYCTL(i, public_key, 0, BAD, 0);
    KEYCTL(i, BAD, "enc=pkcs1", "abc", text);
  }
  public_key[9] = 7;
  KEYCTL(KEYCTL_PKEY_SIGN, public_key, "enc=pkcs1", "abc", text);
  public_key[1] = 0x10000000;
  KEYCTL(KEYCTL_PKEY_SIGN, public_key, "enc=pkcs1", "abc", text);
  KEYCTL(KEYCTL_PKEY_VERIFY, 0, 0, 0, 0);
  KEYCTL(KEYCTL_MOVE, 0x70000001, -3, -4, 1);
  KEYCTL(KEYCTL_MOVE, 0x70000001, -3, -4, 0xff);
  KEYCTL(KEYCTL_CAPABILITIES, text, 2UL);
  KEYCTL(KEYCTL_CAPABILITIES, text, 5UL);
  KEYCTL(KEYCTL_CAPABILITIES, 0, 0UL);
  KEYCTL(-1, -1L, -2L, -3L, -4L);
  return 0;
}
