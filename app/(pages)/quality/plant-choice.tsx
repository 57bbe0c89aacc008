import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import type { UserActor } from "@/lib/domain/actor";
import { listPlants } from "@/lib/registration/list-plants";
import { answered } from "../answered";
import { type QualityAddress, qualityAddress } from "./search-params";

/** Whose board is shown: the maker's people choose the OEM, everybody the plant. */
export async function PlantChoice({ actor, address }: { actor: UserActor; address: QualityAddress }) {
  const answer = await answered("list-plants", () => listPlants(actor));
  if (answer.kind === "failed") return null;
  const plants = answer.value.filter(({ closedAt }) => closedAt === null);
  const oems = [...new Map(plants.map(({ oemId, oemName }) => [oemId, oemName]))];
  const own = plants.filter(({ oemId }) => oems.length === 1 || oemId === address.oem);
  const one = ({ oem, plant }: Pick<QualityAddress, "oem" | "plant">, label: string) => ({
    href: qualityAddress({ oem, plant }),
    label,
    isChosen: oem === address.oem && plant === address.plant,
  });
  const isMaker = actor.organisation.kind === "maker";
  const oem = isMaker ? address.oem : undefined;
  const choices = [
    ...(isMaker
      ? [
          one({ oem: undefined, plant: undefined }, "All OEMs"),
          ...oems.map(([id, name]) => one({ oem: id, plant: undefined }, name)),
        ]
      : []),
    ...(own.length > 1 && !isMaker ? [one({ oem, plant: undefined }, "All plants")] : []),
    ...(own.length > 1 || isMaker
      ? own.map(({ id, oemId, name }) => one({ oem: isMaker ? oemId : undefined, plant: id }, name))
      : []),
  ];
  if (choices.length < 2) return null;
  return (
    <nav aria-label="OEM and plant" className="flex flex-wrap gap-1">
      {choices.map(({ href, label, isChosen }) => (
        <Link
          key={href}
          href={href}
          aria-current={isChosen ? "true" : undefined}
          className={buttonLook({ kind: isChosen ? "plain" : "quiet", size: "small" })}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
