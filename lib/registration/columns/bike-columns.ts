import type { Column } from "./column";

const names = (list: string): readonly string[] => list.split(" | ");

/** What a file tells of a bike itself. */
export const BIKE_COLUMNS: readonly Column[] = [
  {
    key: "bike_id",
    label: "Telemetry id",
    aliases: names(
      "Bike id | Device id | Fahrrad-ID | Telemetrie-ID | Geräte-ID | Identifiant télémétrie | ID vélo | ID bici | ID telemetria",
    ),
    kind: "identifier",
    required: true,
    example: "LI-000123",
    about: "Printed on the IoT module; the bike reports its readings under it",
  },
  {
    key: "frame_number",
    label: "Frame number",
    aliases: names(
      "Frame | Frame no | Frame nr | Frame serial | Frame serial number | Rahmennummer | Rahmen-Nr | Rahmen Nr. | Rahmen | Numéro de cadre | N° de cadre | N° cadre | Cadre | Numero di telaio | Numero telaio | N° telaio | Telaio",
    ),
    kind: "identifier",
    required: true,
    example: "AR26-10482",
    about: "Stamped under the bottom bracket",
  },
  {
    key: "model",
    label: "Model",
    aliases: names(
      "Model code | Bike model | Modell | Modellcode | Modell-Nr | Modèle | Code modèle | Modello | Codice modello",
    ),
    kind: "text",
    required: true,
    example: "TREKKER-625",
    about: "Code of the model, as it was agreed on",
  },
  {
    key: "produced_on",
    label: "Produced",
    aliases: names(
      "Produced on | Production date | Date of production | Build date | Produktionsdatum | Produziert am | Herstellungsdatum | Baudatum | Date de production | Date de fabrication | Produit le | Data di produzione | Data produzione | Prodotto il",
    ),
    kind: "date",
    required: true,
    example: "2026-11-02",
    about: "Day on which the bike left the line, best as year-month-day",
  },
  {
    key: "fnuci",
    label: "FNUCI",
    aliases: names("FNUCI id | Bicycode | Identifiant FNUCI | Numéro FNUCI | Fahrradkennzeichnung FNUCI"),
    kind: "identifier",
    required: false,
    example: "BC4X8H2M9K",
    about: "Number in the French register of bikes, 10 letters and digits",
  },
  {
    key: "battery_passport",
    label: "Battery passport",
    aliases: names(
      "Battery passport id | EU battery passport | Batteriepass | Batteriepass-ID | Passeport batterie | Passeport de batterie | Passaporto batteria | Passaporto della batteria",
    ),
    kind: "identifier",
    required: false,
    example: "https://passport.example/PB-20331",
    about: "Address behind the QR code on the battery",
  },
  {
    key: "imei",
    label: "IMEI",
    aliases: names("IMEI number | IMEI-Nummer | Numéro IMEI | Numero IMEI | Codice IMEI"),
    kind: "identifier",
    required: false,
    example: "356938035643809",
    about: "15 digits on the IoT module",
  },
  {
    key: "iccid",
    label: "ICCID",
    aliases: names(
      "SIM | SIM number | SIM card | SIM-Nummer | SIM-Karte | Numéro ICCID | Carte SIM | Numero ICCID | Scheda SIM",
    ),
    kind: "identifier",
    required: false,
    example: "8942310022000123459",
    about: "19 or 20 digits on the SIM card",
  },
  {
    key: "battery_wh",
    label: "Battery, Wh",
    aliases: names(
      "Battery capacity | Battery Wh | Capacity Wh | Akkukapazität | Akkukapazität Wh | Battery capacity Wh | Akku Wh | Kapazität Wh | Capacité batterie | Capacité Wh | Batterie Wh | Capacità batteria | Capacità Wh",
    ),
    kind: "number",
    required: false,
    example: "625",
    about: "Capacity of the battery, watt hours",
  },
  {
    key: "firmware",
    label: "Firmware",
    aliases: names(
      "Motor firmware | Firmware version | Drive unit firmware | Firmware-Version | Motor-Firmware | Version firmware | Firmware moteur | Versione firmware | Firmware motore",
    ),
    kind: "text",
    required: false,
    example: "4.12.0",
    about: "Version on the drive unit when the bike left the line",
  },
];
