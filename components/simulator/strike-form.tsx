import { Button } from "@/components/ui/button";
import { type Control, MOST_MINUTES } from "@/lib/domain/simulator-control";
import { ControlCard } from "./control-card";
import { NumberField } from "./number-field";
import { type Steer, useSteering } from "./use-steering";

/** Something that befalls some bikes for a time, and how to end it for all. */
export interface Strike {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly usual: { readonly bikes: number; readonly minutes: number };
  readonly begin: string;
  readonly end: string;
  readonly toBegin: (some: { bikes: number; minutes: number }) => Control;
  readonly toEnd: Control;
}

export const OFFLINE: Strike = {
  id: "offline",
  title: "No network",
  about:
    "These bikes, riding ones first, ride on without a network. What they record meanwhile arrives late.",
  usual: { bikes: 20, minutes: 60 },
  begin: "Take offline",
  end: "Bring all back now",
  toBegin: (offline) => ({ offline }),
  toEnd: { bring_back: true },
};

export const FAULTS: Strike = {
  id: "faults",
  title: "Faults",
  about: "These bikes, riding ones first, report a fault code until the minutes are over.",
  usual: { bikes: 5, minutes: 30 },
  begin: "Start faults",
  end: "Clear all faults",
  toBegin: (faults) => ({ faults }),
  toEnd: { clear_faults: true },
};

/** @param struck how many bikes it has befallen; @param most how many there are. */
export function StrikeForm({
  strike,
  struck,
  most,
  steer,
}: {
  strike: Strike;
  struck: number;
  most: number;
  steer: Steer;
}) {
  const { send, isBusy, note } = useSteering(steer);
  const { id, title, about, usual, begin, end, toBegin, toEnd } = strike;
  return (
    <ControlCard
      title={title}
      about={about}
      note={note}
      onSubmit={(fields) =>
        send(toBegin({ bikes: Number(fields.get("bikes")), minutes: Number(fields.get("minutes")) }))
      }
    >
      <NumberField
        id={`${id}-bikes`}
        name="bikes"
        label="Bikes"
        usual={Math.min(usual.bikes, most)}
        min={1}
        max={most}
      />
      <NumberField
        id={`${id}-minutes`}
        name="minutes"
        label="Minutes"
        usual={usual.minutes}
        min={1}
        max={MOST_MINUTES}
      />
      <Button type="submit" disabled={isBusy}>
        {begin}
      </Button>
      <Button disabled={isBusy || struck === 0} onClick={() => send(toEnd)}>
        {end}
      </Button>
    </ControlCard>
  );
}
