/** An invented shop, with what a visit costs there. */
interface Merchant {
  readonly name: string;
  readonly category: string;
  readonly fromCents: number;
  readonly toCents: number;
}

type Merchants = readonly [Merchant, ...Merchant[]];

export const GROCERS: Readonly<Record<"CA" | "US", Merchants>> = {
  CA: [
    shop("Spruce Market", "Groceries", 2_400, 16_800),
    shop("Épicerie du Coin", "Groceries", 900, 6_200),
    shop("Harvest & Sons Grocers", "Groceries", 3_100, 21_500),
  ],
  US: [
    shop("Bluebird Foods", "Groceries", 2_600, 17_900),
    shop("Corner Larder", "Groceries", 800, 5_400),
    shop("Wagon Wheel Grocery", "Groceries", 3_300, 20_100),
  ],
};

export const CARD_SHOPS: Readonly<Record<"CA" | "US", Merchants>> = {
  CA: [
    shop("Loon Coffee Roasters", "Restaurants", 350, 1_450),
    shop("Northern Transit", "Transportation", 325, 10_400),
    shop("Petro Boréal", "Fuel", 3_200, 9_800),
    shop("Moose Jaw Outfitters", "Clothing", 2_900, 18_900),
    shop("Aurora Pharmacy", "Health", 700, 6_300),
    shop("Poutine & Fils", "Restaurants", 1_400, 5_200),
    shop("Igloo Streaming", "Entertainment", 1_699, 1_699),
  ],
  US: [
    shop("Copper Kettle Coffee", "Restaurants", 375, 1_380),
    shop("Metroline", "Transportation", 275, 9_500),
    shop("Longhorn Fuel", "Fuel", 2_800, 7_600),
    shop("Sagebrush Outfitters", "Clothing", 2_500, 17_200),
    shop("Main Street Drugs", "Health", 600, 5_900),
    shop("Red Barn Diner", "Restaurants", 1_200, 5_800),
    shop("Porchlight Streaming", "Entertainment", 1_549, 1_549),
  ],
};

/** Purchases abroad: the foreign price comes first, the account's currency follows from the rate. */
export const ABROAD: readonly [ForeignShop, ...ForeignShop[]] = [
  { ...shop("Café Lindenhof Berlin", "Restaurants", 600, 4_800), currency: "EUR", rate: 1.47 },
  { ...shop("Thistle Books Edinburgh", "Shopping", 900, 7_500), currency: "GBP", rate: 1.71 },
  { ...shop("Hoshi Trains Kyoto", "Travel", 120_000, 950_000), currency: "JPY", rate: 0.0094 },
];

export interface ForeignShop extends Merchant {
  readonly currency: string;
  readonly rate: number;
}

function shop(name: string, category: string, fromCents: number, toCents: number): Merchant {
  return { name, category, fromCents, toCents };
}
