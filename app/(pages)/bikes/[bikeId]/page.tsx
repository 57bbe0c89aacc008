import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { requireActor } from "@/lib/auth/require-actor";
import type { PageProps } from "../../page-props";
import { askState } from "./ask-bike";
import { askRecord } from "./ask-record";
import { BikePlaceholder } from "./bike-placeholder";
import { BikeSections } from "./bike-sections";
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
  const record = askRecord(actor, bikeId);
  const settled = await Promise.all([asked, record].map((one) => one.catch(() => undefined)));
  if (settled.every((found) => found === null)) notFound();
  return (
    <Suspense fallback={<BikePlaceholder />}>
      <BikeSections actor={actor} asked={asked} record={record} {...parseBikeSearch(bikeId, search)} />
    </Suspense>
  );
}
