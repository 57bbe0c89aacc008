import { Card, CardTitle } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import type { Coverage } from "@/lib/analytics/report/coverage-of";
import { formatNumber } from "@/lib/format/number";
import { OUT_WORDS } from "./report-words";

/** Which of the fleet's rides are not counted, and why. */
export function WhyCard({ coverage }: { coverage: Coverage }) {
  const told = (rides: number | null) => (rides === null ? "not told, too few" : formatNumber(rides));
  return (
    <Card id="why" className="flex flex-col gap-3">
      <CardTitle>Which rides are counted</CardTitle>
      <Facts
        facts={[
          ["Rides of the fleet", told(coverage.all)],
          ["Counted", told(coverage.counted)],
          ...coverage.out.map(({ reason, rides }) => [`Out: ${OUT_WORDS[reason]}`, told(rides)] as const),
        ]}
      />
      <p className="text-ink-3 text-xs">
        A ride counts while the rider's consent for this purpose was in force at every moment of it and was
        not withdrawn since. These numbers are held back where too few are behind them, as all others
        {coverage.isIncomplete ? ", so that they do not add up here" : ""}.
      </p>
    </Card>
  );
}
