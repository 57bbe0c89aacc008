import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { ArrivalHeading } from "@/components/states/arrival-heading";
import { Loading } from "@/components/states/loading";
import { requireActor } from "@/lib/auth/require-actor";
import { PlantsAndModels } from "./plants-and-models";

export const metadata: Metadata = { title: "Plants and models" };

export default async function PlantsPage() {
  const actor = await requireActor("/registration/plants");
  return (
    <div className="flex flex-col gap-4">
      <header>
        <p className="text-ink-2 text-xs">
          <Link href="/registration" className="text-accent underline">
            Registration
          </Link>{" "}
          / Plants and models
        </p>
        <ArrivalHeading className="font-semibold text-xl tracking-tight">Plants and models</ArrivalHeading>
        <p className="max-w-prose text-ink-2">
          Bikes are registered for the plant that built them, and checked against their model.
        </p>
      </header>
      <Suspense fallback={<Loading what="plants and models" />}>
        <PlantsAndModels actor={actor} />
      </Suspense>
    </div>
  );
}
