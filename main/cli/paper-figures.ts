/** What the paper reports (CVSI, ICDM 2025, Tables I and II, ViT-L/14), to be shown beside our own figures. */

/** Method -> figures in the order of the columns */
export interface PaperTable {
  columns: string[];
  rows: Record<string, (number | null)[]>;
}

export const paperTables: Record<string, PaperTable> = {
  circo: {
    columns: ["mAP@5", "mAP@10", "mAP@25", "mAP@50"],
    rows: {
      "Image-only": [1.28, 1.7, 2.35, 2.69],
      "Text-only": [2.63, 2.85, 3.3, 3.58],
      Captioning: [1.65, 1.96, 2.42, 2.71],
      Pic2Word: [8.72, 9.51, 10.64, 11.29],
      SEARLE: [11.68, 12.73, 14.33, 15.12],
      "SEARLE-OTI": [10.18, 11.03, 12.72, 13.67],
      LinCIR: [12.59, 13.58, 15.0, 15.85],
      CIReVL: [18.57, 19.01, 20.89, 21.8],
      LDRE: [23.35, 24.03, 26.44, 27.5],
      CVSI: [26.89, 28.24, 30.79, 31.89],
    },
  },
  cirr: {
    columns: ["R@1", "R@5", "R@10", "Rs@1", "Rs@2", "Rs@3"],
    rows: {
      "Image-only": [3.64, 12.75, 23.32, 11.58, 31.41, 45.26],
      "Text-only": [20.51, 43.21, 55.08, 60.39, 80.02, 90.05],
      Captioning: [4.05, 15.88, 25.69, 20.87, 40.6, 60.89],
      Pic2Word: [23.9, 51.7, 65.3, 53.76, 74.46, 87.08],
      SEARLE: [24.24, 52.48, 66.29, 53.76, 75.01, 88.19],
      "SEARLE-OTI": [24.87, 52.31, 66.29, 53.8, 74.31, 86.94],
      LinCIR: [25.04, 53.25, 66.68, 57.11, 77.37, 88.89],
      CIReVL: [24.55, 52.31, 64.92, 59.54, 79.88, 89.69],
      LDRE: [26.53, 55.57, 67.54, 60.43, 80.31, 89.9],
      CVSI: [33.81, 63.64, 75.04, 65.81, 82.92, 92.17],
    },
  },
  fashioniq: {
    columns: ["R@10", "R@50"],
    rows: {
      Pic2Word: [24.7, 43.7],
      SEARLE: [25.56, 46.23],
      "SEARLE-OTI": [27.61, 47.9],
      LinCIR: [26.28, 46.49],
      CIReVL: [28.55, 48.57],
      LDRE: [28.51, 50.54],
      CVSI: [31.07, 50.93],
    },
  },
};
