/** What to ask of the sample photos: the file name of one of them, and words as the packs know them, in English. */
export const examples = [
  { name: "bridge", photo: "pont-du-gard.jpg", text: "at night" },
  { name: "bird", photo: "kingfisher.jpg", text: "flying" },
  { name: "flowers", photo: "dandelions.jpg", text: "with a bee" },
] as const;
export type Example = (typeof examples)[number];
