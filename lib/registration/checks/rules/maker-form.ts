import type { ColumnKey } from "../../columns/column";
import { columnOf } from "../../columns/columns";
import type { Check } from "../check";
import type { Remark } from "../finding";
import { fitPattern } from "../pattern/fit-pattern";
import { characterWords, inLatin, meantWords } from "../pattern/look-alikes";
import { type Pattern, patternShape } from "../pattern/pattern";
import type { Subject } from "../subject";
import { tidyIdentifier } from "../values/normal-value";
import { isMadeNumber, NUMBER_FORMS } from "../values/number-forms";
import type { World } from "../world";

/** Numbers have the form that their maker gave them; a look-alike such as O for 0 is named. */
export const makerForm: Check = {
  id: "maker-form",
  about: "Frame and serial numbers have the form that the model's have",
  run: (subject, world) =>
    numbersOf(subject, world).flatMap(({ column, text, tidy, pattern }) => {
      const meant = pattern === null ? inLatin(tidy) : fitPattern(pattern, tidy);
      if (meant === tidy) return isMadeNumber(text) ? [] : [plainRemark(column, text)];
      return [
        meant === null ? formRemark(column, text, pattern, subject) : lookAlikeRemark(column, tidy, meant),
      ];
    }),
};

interface MadeNumber {
  readonly column: ColumnKey;
  readonly text: string;
  /** As patterns have it. */
  readonly tidy: string;
  readonly pattern: Pattern | null;
}

function numbersOf(subject: Subject, world: World): MadeNumber[] {
  const { texts, model } = subject;
  const text = texts.get("frame_number");
  const frame: MadeNumber[] =
    text === undefined
      ? []
      : [
          {
            column: "frame_number",
            text,
            tidy: tidyIdentifier(text),
            pattern: world.pattern(model?.framePattern),
          },
        ];
  const serials = subject.serials.map(({ column, kind, serial }) => ({
    column,
    text: serial,
    tidy: tidyIdentifier(serial),
    pattern: world.pattern(model?.serialPatterns[kind]),
  }));
  return [...frame, ...serials];
}

function lookAlikeRemark(column: ColumnKey, tidy: string, meant: string): Remark {
  const at = [...tidy].findIndex((char, index) => char !== meant[index]);
  const [was = "", is = ""] = [tidy[at], meant[at]];
  return {
    column,
    reason: "look-alike",
    expected: meant,
    got: characterWords(was),
    hint: `Looks like ${meantWords(is)}: ${meant}`,
    suggestion: meant,
  };
}

function formRemark(column: ColumnKey, text: string, pattern: Pattern | null, { model }: Subject): Remark {
  const shape = pattern === null ? "" : patternShape(pattern);
  const { label } = columnOf(column);
  return {
    column,
    reason: "format",
    expected: shape,
    got: text,
    hint: `${label} of a ${model?.name ?? "bike"} looks like ${shape}`,
  };
}

const plainRemark = (column: ColumnKey, text: string): Remark => ({
  column,
  reason: "format",
  expected: NUMBER_FORMS.frame_number.expected,
  got: text,
  hint: "Look for a sign that does not belong to the number",
});
