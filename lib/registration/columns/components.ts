import type { ComponentSlot } from "@/lib/domain/master-data";

interface Named {
  readonly key: ComponentSlot;
  readonly label: string;
  readonly aliases: readonly string[];
  /** Examples for templates. */
  readonly serial: string;
  readonly part: string;
}

/** The places of a bike that hold a component, and how people call them. */
export const COMPONENTS = [
  {
    key: "motor",
    label: "Motor",
    aliases: [
      "Drive unit",
      "Antrieb",
      "Antriebseinheit",
      "Motoreinheit",
      "Moteur",
      "Motore",
      "Unità motrice",
    ],
    serial: "M7-55120",
    part: "M7-250-65",
  },
  {
    key: "battery",
    label: "Battery",
    aliases: [
      "Battery 1",
      "Battery pack",
      "Akku",
      "Akku 1",
      "Batterie",
      "Batterie 1",
      "Batteria",
      "Batteria 1",
    ],
    serial: "PB-20331",
    part: "PB-625-02",
  },
  {
    key: "battery_2",
    label: "Battery 2",
    aliases: ["Second battery", "Akku 2", "Zweitakku", "Zusatzakku", "Batterie 2", "Batteria 2"],
    serial: "",
    part: "",
  },
  {
    key: "display",
    label: "Display",
    aliases: ["Screen", "HMI", "Anzeige", "Bordcomputer", "Écran", "Afficheur", "Schermo"],
    serial: "DS-70412",
    part: "DS-30",
  },
  {
    key: "remote",
    label: "Remote",
    aliases: [
      "Remote control",
      "Bedieneinheit",
      "Fernbedienung",
      "Commande",
      "Télécommande",
      "Comando",
      "Telecomando",
    ],
    serial: "RC-11873",
    part: "RC-02",
  },
  {
    key: "module",
    label: "Module",
    aliases: [
      "IoT module",
      "Telematics module",
      "IoT Modul",
      "Modul",
      "Telematikmodul",
      "Module IoT",
      "Modulo",
      "Modulo IoT",
    ],
    serial: "IM-904417",
    part: "IM-4G",
  },
] as const satisfies readonly Named[];
