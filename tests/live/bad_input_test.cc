// What cannot be done is said in one line, with a hint where the cause is known, and leaves nothing behind.
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "tests/live/fixture.h"

namespace spoor::live {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class BadInputTest : public Live {
 protected:
  // Runs spoor, which must refuse: with this status, these words, and no program run.
  void refused(std::vector<std::string> arguments, int status, const std::vector<std::string>& words) const {
    Outcome outcome = run({.command = spoor(arguments)});
    EXPECT_EQ(describe_status(outcome.status), "exited with " + std::to_string(status)) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith("spoor: "));
    for (const auto& word : words) EXPECT_THAT(outcome.err, HasSubstr(word));
    // One line, and a hint.
    EXPECT_LE(std::ranges::count(outcome.err, '\n'), 2) << outcome.err;
    if (std::ranges::count(outcome.err, '\n') == 2) {
      EXPECT_THAT(outcome.err, HasSubstr("\nhint: "));
    }
    EXPECT_FALSE(std::filesystem::exists(file("trace"))) << "a trace file is left behind";
    EXPECT_THAT(kill_descendants(), testing::IsEmpty());
  }

  std::string make_file(const std::string& name, const std::string& text, int mode) const {
    std::ofstream(file(name)) << text;
    chmod(file(name).c_str(), static_cast<mode_t>(mode));
    return file(name);
  }
};

TEST_F(BadInputTest, NoSuchProgram) {
  refused({"trace", "--", "/nonexistent/program"}, 127, {"/nonexistent/program", "No such file or directory"});
  refused({"trace", "--", "no-such-program-anywhere"}, 127, {"no-such-program-anywhere"});
  refused({"trace", "--", ""}, 127, {});
}

TEST_F(BadInputTest, NotExecutable) {
  refused({"trace", "--", make_file("plain", "text", 0644)}, 126, {"plain", "Permission denied", "hint: "});
  refused({"trace", "--", "/usr"}, 126, {"/usr"});
}

// The exec itself fails after the look-up went well.
TEST_F(BadInputTest, ExecFails) {
  auto script = make_file("script", "#!/nonexistent/interpreter\n", 0755);
  refused({"trace", "-o", file("trace"), "--", script}, 127, {"script", "No such file or directory"});
  auto noise = make_file("noise", "\x01\x02\x03\x04", 0755);
  refused({"trace", "-o", file("trace"), "--", noise}, 126, {"run: '" + noise + "': Exec format error"});
  refused({"trace", "--json", "-e", "trace=%file", "-o", file("trace"), "--", noise}, 126, {"Exec format error"});
}

// strace's own trace of it is a file with the call that failed.
TEST_F(BadInputTest, ExecFailsUnderStrace) {
  auto script = make_file("script", "#!/nonexistent/interpreter\n", 0755);
  Outcome outcome = run({.command = spoor({"strace", "-o", file("trace"), "--", script})});
  EXPECT_EQ(describe_status(outcome.status), "exited with 127") << outcome.err;
  EXPECT_THAT(read_file(file("trace")), HasSubstr(" = -1 ENOENT "));
}

TEST_F(BadInputTest, NothingToRun) { refused({"trace"}, 125, {"hint: "}); }

TEST_F(BadInputTest, NoSuchProcess) {
  // A process id that is free for certain: that of a process which is gone, as ids are not used again soon.
  Process gone({.command = {"/bin/true"}});
  gone.finish();
  auto pid = std::to_string(gone.pid());
  refused({"trace", "-o", file("trace"), "-p", pid}, 125, {pid, "No such process"});
  refused({"strace", "-o", file("trace"), "-p", pid}, 125, {pid, "No such process"});
}

TEST_F(BadInputTest, BadProcessIds) {
  for (const char* pid : {"x", "0", "-1", "12x", "99999999999", ""}) refused({"trace", "-p", pid}, 125, {});
}

TEST_F(BadInputTest, ItselfCannotBeTraced) {
  Outcome outcome = run({.command = {"/bin/sh", "-c", R"(exec "$0" trace -p $$)", spoor({})[0]}});
  EXPECT_EQ(describe_status(outcome.status), "exited with 125") << outcome.err;
  EXPECT_THAT(outcome.err, StartsWith("spoor: "));
}

TEST_F(BadInputTest, TracedAlready) {
  Process target({.command = {program("until_signal")}, .keep_input_open = true});
  target.wait_for([&] { return target.out() == "ready\n"; });
  auto pid = std::to_string(target.pid());
  Process first({.command = spoor({"trace", "-o", "/dev/null", "-p", pid})});
  ASSERT_TRUE(eventually([&] { return is_traced(target.pid(), first.pid()); }));
  Outcome outcome = run({.command = spoor({"trace", "-o", file("trace"), "-p", pid})});
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
  EXPECT_FALSE(std::filesystem::exists(file("trace")));
  EXPECT_THAT(outcome.err, HasSubstr("spoor: attach " + pid));
  EXPECT_THAT(outcome.err, HasSubstr("Operation not permitted"));
  EXPECT_THAT(outcome.err, testing::ContainsRegex("hint: .*" + std::to_string(first.pid())));
  target.write_input("?");
  EXPECT_TRUE(target.wait_for([&] { return target.out() == "ready\nalive 1\n"; }));
}

// Nothing is lost of the program that is to be attached, and it goes on untraced.
TEST_F(BadInputTest, UnwritableOutputOfAnAttachedProgram) {
  Process target({.command = {program("until_signal")}, .keep_input_open = true});
  target.wait_for([&] { return target.out() == "ready\n"; });
  Outcome outcome = run({.command = spoor({"trace", "-o", "/nonexistent/trace", "-p", std::to_string(target.pid())})});
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
  EXPECT_THAT(outcome.err, AllOf(StartsWith("spoor: "), HasSubstr("/nonexistent/trace")));
  expect_untraced(target.pid());
  target.write_input("?");
  EXPECT_TRUE(target.wait_for([&] { return target.out() == "ready\nalive 1\n"; }));
}

TEST_F(BadInputTest, NotPermitted) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to be somebody else";
  Process target({.command = {program("until_signal")}, .keep_input_open = true});
  target.wait_for([&] { return target.out() == "ready\n"; });
  auto pid = std::to_string(target.pid());
  constexpr uid_t nobody = 65534;
  auto become_nobody = [] {
    if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) _exit(99);
  };
  Outcome outcome = run({.command = spoor({"trace", "-p", pid}), .prepare = become_nobody});
  if (describe_status(outcome.status) == "exited with 99") GTEST_SKIP() << "nobody cannot run spoor from here";
  EXPECT_EQ(describe_status(outcome.status), "exited with 125");
  EXPECT_THAT(outcome.err, HasSubstr("spoor: attach " + pid));
  EXPECT_THAT(outcome.err, HasSubstr("Operation not permitted"));
  EXPECT_THAT(outcome.err, HasSubstr("hint: "));
}

// One of several processes is no reason to leave the others.
TEST_F(BadInputTest, OneOfSeveralIsGone) {
  Process target({.command = {program("until_signal")}, .keep_input_open = true});
  target.wait_for([&] { return target.out() == "ready\n"; });
  Process gone({.command = {"/bin/true"}});
  gone.finish();
  Process tracer({.command = spoor({"trace", "-o", file("trace"), "-p",
                                    std::to_string(gone.pid()) + "," + std::to_string(target.pid())})});
  EXPECT_TRUE(eventually([&] { return is_traced(target.pid(), tracer.pid()); }));
  target.close_input();
  target.finish();
  EXPECT_THAT(tracer.finish().err, HasSubstr("No such process"));
}

TEST_F(BadInputTest, BadOptions) {
  refused({"trace", "--nonsense", "--", "/bin/true"}, 125, {"--nonsense"});
  refused({"trace", "-o"}, 125, {"-o"});
  refused({"trace", "-s", "many", "--", "/bin/true"}, 125, {"many"});
  refused({"trace", "-s", "-3", "--", "/bin/true"}, 125, {"-3"});
  refused({"trace", "-u", "no-such-user", "--", "/bin/true"}, 125, {"no-such-user"});
}

TEST_F(BadInputTest, BadSetsNameTheWordAndTheNearest) {
  refused({"trace", "-e", "trace=opennat", "--", "/bin/true"}, 125, {"opennat", "openat"});
  refused({"trace", "-e", "trace=%fil", "--", "/bin/true"}, 125, {"%fil", "%file"});
  refused({"trace", "-e", "signal=SIGKIL", "--", "/bin/true"}, 125, {"SIGKIL"});
  refused({"trace", "-e", "status=successfull", "--", "/bin/true"}, 125, {"successfull", "successful"});
  refused({"trace", "-e", "trace=/(", "--", "/bin/true"}, 125, {"("});
}

TEST_F(BadInputTest, BadCommands) { refused({"trcae", "--", "/bin/true"}, 125, {"trcae", "trace"}); }

// The program is not run where the trace could not be written.
TEST_F(BadInputTest, UnwritableOutput) {
  auto touch = [this](const std::string& output) {
    return std::vector<std::string>{"trace", "-o", output, "--", "/bin/sh", "-c", "echo >" + file("was run")};
  };
  refused(touch("/nonexistent/folder/trace"), 125, {"/nonexistent/folder/trace", "No such file or directory"});
  refused(touch("/usr"), 125, {"/usr", "Is a directory"});
  EXPECT_FALSE(std::filesystem::exists(file("was run")));
}

// Where nothing is traced no file is made, and one that was there keeps what is in it.
TEST_F(BadInputTest, OutputIsNotTouchedWhereNothingIsTraced) {
  refused({"trace", "-o", file("trace"), "--", "/nonexistent/program"}, 127, {});
  make_file("old", "precious", 0644);
  refused({"trace", "-o", file("old"), "--", "/nonexistent/program"}, 127, {});
  EXPECT_EQ(read_file(file("old")), "precious");
}

}  // namespace
}  // namespace spoor::live
