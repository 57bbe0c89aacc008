import type { Check } from "../check";
import type { Reason, Remark } from "../finding";
import type { Subject } from "../subject";
import { likelyDate } from "../values/likely-date";
import type { World } from "../world";

const EARLIEST = "2010-01-01";
const EXPECTED = "a day such as 2026-11-02";

export const productionDate: Check = {
  id: "production-date",
  about: "The day of production is a day, and one on which the model was built",
  run: (subject, world) =>
    [...remarksOn(subject, world)].map((remark) => ({ column: "produced_on", ...remark })),
};

function* remarksOn(subject: Subject, world: World): Generator<Omit<Remark, "column">> {
  const { producedOn, texts } = subject;
  const got = texts.get("produced_on") ?? "";
  if (producedOn?.kind === "ambiguous") {
    const [one, other] = producedOn.readings;
    yield {
      reason: "ambiguous-date",
      expected: EXPECTED,
      got,
      hint: `${one} or ${other}? Write the year first`,
    };
  } else if (producedOn?.kind === "none") {
    const { guess } = producedOn;
    const isGuess = guess !== null && guess >= EARLIEST && guess <= world.known.today;
    const suggested = isGuess
      ? { suggestion: guess, hint: `The number of a day? ${guess}` }
      : { hint: "Write the year first, then month and day, all in digits" };
    yield { reason: "not-a-date", expected: EXPECTED, got, ...suggested };
  } else if (producedOn?.kind === "day") yield* remarksOnDay(producedOn.iso, subject, world);
}

function* remarksOnDay(iso: string, { model }: Subject, { known }: World): Generator<Omit<Remark, "column">> {
  const from = model?.builtFrom ?? EARLIEST;
  const reason = reasonFor(iso, from, known.today);
  if (reason !== null) {
    const likely = likelyDate(iso, from, known.today);
    const name = model?.name ?? "";
    const hints = {
      future: `Expected a day up to today, ${known.today}`,
      "too-early": `Expected a day from ${EARLIEST} on`,
    };
    const plain = reason === "before-model" ? `${name} is built since ${from}` : hints[reason];
    const expected = `a day from ${from} to ${known.today}`;
    yield likely === null
      ? { reason, expected, got: iso, hint: plain }
      : { reason, expected, got: iso, hint: `${likely.how}? ${likely.iso}`, suggestion: likely.iso };
  } else if (model?.builtTo && iso > model.builtTo) {
    const [expected, hint] = [
      `a day up to ${model.builtTo}`,
      `${model.name} was built until ${model.builtTo}`,
    ];
    yield { reason: "after-model", expected, got: iso, hint, severity: "warning" };
  }
}

function reasonFor(
  iso: string,
  from: string,
  today: string,
): (Reason & ("future" | "too-early" | "before-model")) | null {
  if (iso > today) return "future";
  if (iso < EARLIEST) return "too-early";
  return iso < from ? "before-model" : null;
}
