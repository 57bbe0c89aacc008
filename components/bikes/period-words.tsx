import { Moment } from "@/components/ui/clock";
import { Tag } from "@/components/ui/pill";
import type { RecordPeriod } from "@/lib/bikes/record/models";

/** From when until when; struck through where it was entered by mistake. */
export function PeriodWords({ fromMs, toMs, voidedAtMs }: RecordPeriod) {
  const words = (
    <>
      {fromMs === null ? "from the start" : <Moment atMs={fromMs} />}
      {toMs === null ? null : (
        <>
          {" "}
          – <Moment atMs={toMs} />
        </>
      )}
    </>
  );
  if (voidedAtMs === null) return words;
  return (
    <>
      <s>{words}</s> <Tag tone="quiet">voided</Tag>
    </>
  );
}
