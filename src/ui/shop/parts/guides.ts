/** How to make one kind of coffee. */
export interface Guide {
  id: string;
  /** The product that it needs most. */
  product: string;
  name: string;
  line: string;
  steps: string[];
}

/** The guides of the single-page app. */
export const guides: Guide[] = [
  {
    id: 'pour-over',
    product: 'dripper',
    name: 'Pour-over',
    line: 'One clean cup in three and a half minutes.',
    steps: [
      'Rinse the paper filter and throw the water away.',
      'Grind 15 grams, medium, like coarse sand.',
      'Pour 45 grams of water just off the boil. Wait 40 seconds.',
      'Pour to 150 grams, then to 250 grams, in slow circles.',
      'Let it drain. It should end at about 3:30.',
    ],
  },
  {
    id: 'cold-brew',
    product: 'beans',
    name: 'Cold brew',
    line: 'A bottle for the week, made overnight.',
    steps: [
      'Grind 80 grams, coarse, like sea salt.',
      'Stir into a litre of cold water, and cover it.',
      'Leave it in the fridge for sixteen hours.',
      'Strain it twice, the second time through paper.',
    ],
  },
  {
    id: 'dial-in',
    product: 'grinder',
    name: 'Dial in a grinder',
    line: 'From sour or bitter to sweet in three cups.',
    steps: [
      'Brew one cup in the middle of the grinder’s range.',
      'Sour or thin? Four clicks finer. Bitter or dry? Four coarser.',
      'Brew again. Halve the step each time you cross the middle.',
    ],
  },
];

export const findGuide = (id: string | null): Guide | undefined => guides.find(guide => guide.id === id);
