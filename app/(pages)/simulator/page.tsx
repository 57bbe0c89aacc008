import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { AutoRefresh } from "@/components/live/auto-refresh";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { simulatorControls } from "./simulator-controls";
import { SimulatorNow } from "./simulator-now";

export const metadata: Metadata = { title: "Simulator" };

const EVERY_MS = 3_000;

export default async function SimulatorPage() {
  await requireActor("/simulator");
  const controls = simulatorControls();
  if (!controls) notFound();
  return (
    <div className="flex flex-col gap-4">
      <header>
        <h1 className="font-semibold text-xl tracking-tight">Simulator</h1>
        <p className="max-w-prose text-ink-2">
          The demo bikes are simulated on this machine and send their readings as real bikes do. Here you can
          change what happens to them. Changes last until the simulator is started again.
        </p>
      </header>
      <AutoRefresh probe="/icon.svg" everyMs={EVERY_MS} />
      <Suspense fallback={<Loading what="the simulator" />}>
        <SimulatorNow controls={controls} />
      </Suspense>
    </div>
  );
}
