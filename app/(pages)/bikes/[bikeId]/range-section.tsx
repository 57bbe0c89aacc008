import { RangeCard } from "@/components/estimates/range-card";
import { Failed } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import type { BikeState } from "@/lib/telemetry/models";
import { answered } from "../../answered";
import { askRange } from "./ask-bike";

/** How far the bike goes; where that cannot be asked for, what was measured stays. */
export async function RangeSection({ actor, state }: { actor: Actor; state: BikeState }) {
  const answer = await answered("range", () => askRange(actor, state));
  if (answer.kind === "failed")
    return (
      <Card aria-label="Remaining range">
        <Failed title="The remaining range could not be estimated">
          Load the page again to try once more.
        </Failed>
      </Card>
    );
  const { basis, range } = answer.value;
  const isKnown = range.kind === "estimated";
  return (
    <RangeCard
      km={isKnown ? range.km : null}
      because={isKnown ? null : range.because}
      ownRides={isKnown ? range.ownRides : basis.rides.length}
      charge={basis.charge}
      ambientC={basis.ambientC}
      capacityWh={basis.capacityWh}
      healthPct={basis.healthPct}
      modelAtMs={basis.model?.publishedAtMs ?? null}
    />
  );
}
