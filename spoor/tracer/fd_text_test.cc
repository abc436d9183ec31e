#include "spoor/tracer/fd_text.h"

#include <gtest/gtest.h>

namespace spoor::tracer {
namespace {

TEST(FdText, WhatFdinfoTells) {
  EXPECT_EQ(pidfd_text("pos:\t0\nPid:\t123\nNSpid:\t123\n"), "pid:123");
  EXPECT_EQ(pidfd_text("Pid:\t-1\n"), "");
  EXPECT_EQ(eventfd_text("pos:\t0\neventfd-count:               1f\neventfd-id: 30\neventfd-semaphore: 1\n"),
            "{eventfd-count=0x1f, eventfd-id=30, eventfd-semaphore=1}");
  EXPECT_EQ(eventfd_text("eventfd-count: 0\n"), "");
  EXPECT_EQ(signalfd_text("sigmask:\t0000000000004002\n"), "signalfd:[INT TERM]");
  EXPECT_EQ(signalfd_text(""), "");
}

TEST(FdText, Devices) {
  EXPECT_EQ(device_text("/dev/null", ""), "char 1:3");
  EXPECT_EQ(device_text("/dev/ptmx", "tty-index:\t7\n"), "char 5:2 @/dev/pts/7");
  EXPECT_EQ(device_text("/", ""), "");
}

TEST(FdText, InodesOfSockets) {
  EXPECT_EQ(inode_of_socket("socket:[42]"), 42u);
  EXPECT_EQ(inode_of_socket("pipe:[42]"), std::nullopt);
  EXPECT_EQ(inode_of_socket("socket:[x]"), std::nullopt);
}

}  // namespace
}  // namespace spoor::tracer
