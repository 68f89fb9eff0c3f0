file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR length "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}"
	"#include <stddef.h>\n"
	"extern const char ${SYMBOL}[];\nextern const size_t ${SYMBOL}_length;\n"
	"const char ${SYMBOL}[] = {${bytes}0};\nconst size_t ${SYMBOL}_length = ${length};\n")
