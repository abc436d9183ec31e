#include "spoor/base/quote.h"

#include <gtest/gtest.h>

namespace spoor {
namespace {

std::string quoted(std::string_view bytes, QuoteStyle style = QuoteStyle::octal) {
  Buffer out;
  append_quoted(out, bytes, style);
  return {out.data(), out.size()};
}

TEST(Quote, OctalEscapesAreAsShortAsTheNextByteAllows) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(quoted("\0"sv), R"("\0")");
  EXPECT_EQ(quoted("\0"
                   "7"sv),
            R"("\0007")");
  EXPECT_EQ(quoted("\0"
                   "8"sv),
            R"("\08")");
  EXPECT_EQ(quoted("\1x\377"), R"("\1x\377")");
}

TEST(Quote, LettersForWhatHasThem) { EXPECT_EQ(quoted("\t\n\v\f\r\"\\"), R"("\t\n\v\f\r\"\\")"); }

TEST(Quote, Hex) {
  EXPECT_EQ(quoted("a\n", QuoteStyle::hex), R"("\x61\x0a")");
  EXPECT_EQ(quoted("a\n", QuoteStyle::hex_non_ascii), R"("a\n")");
  EXPECT_EQ(quoted("a\1", QuoteStyle::hex_non_ascii), R"("\x61\x01")");
  EXPECT_EQ(quoted("a\1", QuoteStyle::hex_chars), R"("a\x01")");
}

}  // namespace
}  // namespace spoor
