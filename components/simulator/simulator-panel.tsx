"use client";

import { useState } from "react";
import { Stale } from "@/components/states/stale";
import { Failed } from "@/components/states/states";
import { Age } from "@/components/ui/clock";
import type { SimulatorAnswer } from "@/lib/domain/simulator-control";
import { FleetFigures } from "./fleet-figures";
import { ReadingsTable } from "./readings-table";
import { SizeForm } from "./size-form";
import { SpeedForm } from "./speed-form";
import { FAULTS, OFFLINE, StrikeForm } from "./strike-form";
import type { Steer } from "./use-steering";

/** The fleet as the simulator tells it, and what changes it; the last that it told while it does not answer. */
export function SimulatorPanel({ answer, steer }: { answer: SimulatorAnswer; steer: Steer }) {
  const [known, setKnown] = useState(answer.kind === "state" ? answer : null);
  if (answer.kind === "state" && answer.askedAtMs > (known?.askedAtMs ?? 0)) setKnown(answer);
  if (!known)
    return (
      <Failed title="The fleet cannot be shown" className="min-h-96">
        {answer.kind === "failed" ? answer.why : null} This page goes on asking.
      </Failed>
    );
  const { state, askedAtMs } = known;
  return (
    <div className="flex flex-col gap-4">
      {answer.kind === "failed" ? (
        <Stale>
          {answer.why} Seen here is what it told <Age atMs={askedAtMs} />.
        </Stale>
      ) : null}
      <FleetFigures state={state} askedAtMs={askedAtMs} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4 sm:grid-cols-2">
          <StrikeForm strike={OFFLINE} struck={state.offline} most={state.bikes} steer={steer} />
          <StrikeForm strike={FAULTS} struck={state.faulty} most={state.bikes} steer={steer} />
          <SizeForm bikes={state.bikes} steer={steer} />
          <SpeedForm speed={state.speed} steer={steer} />
        </div>
        <ReadingsTable state={state} />
      </div>
    </div>
  );
}
