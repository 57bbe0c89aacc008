import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { askState } from "./ask-bike";
import { BikePlaceholder } from "./bike-placeholder";
import { BikeView } from "./bike-view";
import { addressInCapitals, parseBikeId, parseBikeSearch } from "./search-params";

export async function generateMetadata({ params }: PageProps<{ bikeId: string }>): Promise<Metadata> {
  return { title: parseBikeId((await params).bikeId) ?? "Bike" };
}

/** Whether there is such a bike is settled before the first byte; a fault is told inside the frame, not instead of it. */
export default async function BikePage({ params, searchParams }: PageProps<{ bikeId: string }>) {
  const actor = await requireActor("/bikes/[bikeId]");
  const [{ bikeId: text }, search] = await Promise.all([params, searchParams]);
  const bikeId = parseBikeId(text);
  if (!bikeId) {
    const meant = addressInCapitals(text, search);
    return meant ? redirect(meant) : notFound();
  }
  const asked = askState(actor, bikeId);
  if ((await asked.catch(() => undefined)) === null) notFound();
  return (
    <Suspense fallback={<BikePlaceholder />}>
      <BikeView actor={actor} asked={asked} {...parseBikeSearch(bikeId, search)} />
    </Suspense>
  );
}
