// The animals that aliases are named after: none that people call each other in anger. Each is a face made of a few shapes.

export type Ears = 'none' | 'round' | 'ball' | 'small' | 'point' | 'tuft' | 'tall' | 'side' | 'big';
export type Eyes = 'dots' | 'wide' | 'high';
export type Mouth = 'snout' | 'broad' | 'tiny' | 'nose' | 'trunk' | 'beak' | 'bill' | 'hook' | 'grin';
export type Mark =
  | 'antlers'
  | 'blaze'
  | 'bristles'
  | 'cheeks'
  | 'crest'
  | 'curls'
  | 'heart'
  | 'horns'
  | 'knobs'
  | 'mane'
  | 'mask'
  | 'patches'
  | 'spots'
  | 'stripes'
  | 'teeth'
  | 'tusks'
  | 'whiskers';

export interface Face {
  /** Colours: of the head; of ears, muzzle and patches; of marks. */
  readonly coat: string;
  readonly light: string;
  readonly dark: string;
  readonly ears: Ears;
  readonly eyes: Eyes;
  readonly mouth: Mouth;
  readonly marks: readonly Mark[];
}

const face = (
  [coat, light, dark]: readonly [string, string, string],
  ears: Ears,
  eyes: Eyes,
  mouth: Mouth,
  ...marks: Mark[]
): Face => ({ coat, light, dark, ears, eyes, mouth, marks });

export const faces = {
  Alpaca: face(['#f3e3cb', '#fff6e9', '#c9a77d'], 'tall', 'dots', 'snout', 'curls'),
  Antelope: face(['#c98d52', '#f4dfc0', '#6b4226'], 'side', 'dots', 'snout', 'horns', 'blaze'),
  Badger: face(['#f1f1f1', '#ffffff', '#3b3f46'], 'small', 'dots', 'snout', 'stripes', 'mask'),
  Bear: face(['#8a5a3c', '#d7ab82', '#5a3723'], 'round', 'dots', 'snout'),
  Beaver: face(['#7b5233', '#c79c72', '#4a3020'], 'small', 'dots', 'broad', 'teeth'),
  Bison: face(['#6b4a34', '#a57d5c', '#3d2a1d'], 'side', 'dots', 'broad', 'horns', 'curls'),
  Camel: face(['#d8ad6f', '#f1d9ae', '#9a733d'], 'side', 'dots', 'broad', 'curls'),
  Cat: face(['#9aa3ad', '#f1f3f5', '#5d6670'], 'point', 'wide', 'tiny', 'stripes', 'whiskers'),
  Chinchilla: face(['#aab3c0', '#eef1f5', '#6f7887'], 'big', 'dots', 'tiny', 'whiskers'),
  Deer: face(['#b9794a', '#f2dcc0', '#6d4427'], 'side', 'dots', 'snout', 'antlers', 'spots'),
  Dolphin: face(['#7fa3bd', '#dfeaf2', '#4f7089'], 'none', 'dots', 'grin', 'cheeks'),
  Duck: face(['#f6cf4a', '#fbe79b', '#d9a420'], 'none', 'dots', 'bill', 'crest'),
  Eagle: face(['#f7f4ec', '#ffffff', '#5b3d27'], 'none', 'wide', 'hook', 'mane'),
  Elephant: face(['#9aa5b4', '#c9b7c4', '#6c7686'], 'big', 'dots', 'trunk', 'tusks'),
  Ferret: face(['#e9d9c3', '#fffaf2', '#6b4c38'], 'round', 'dots', 'snout', 'mask'),
  Finch: face(['#c8563f', '#f3d9c4', '#74301f'], 'none', 'dots', 'beak', 'crest', 'cheeks'),
  Flamingo: face(['#f59bb0', '#fde3e9', '#c65f7a'], 'none', 'wide', 'hook', 'crest'),
  Fox: face(['#e0763a', '#fdf3e7', '#5c3420'], 'point', 'dots', 'snout', 'cheeks'),
  Frog: face(['#79b356', '#d8ecc0', '#3f7332'], 'none', 'high', 'grin'),
  Gazelle: face(['#d9a066', '#fbeeda', '#7a4d28'], 'tall', 'dots', 'snout', 'horns', 'cheeks'),
  Giraffe: face(['#efc66b', '#fbe7bd', '#a9713a'], 'side', 'dots', 'broad', 'knobs', 'spots'),
  Hamster: face(['#dda564', '#fff1dc', '#a9713a'], 'round', 'dots', 'tiny', 'cheeks'),
  Hare: face(['#a98f74', '#ead9c6', '#6c563f'], 'tall', 'wide', 'tiny', 'whiskers'),
  Hedgehog: face(['#e8c9a0', '#f7e6cd', '#6e5340'], 'small', 'dots', 'snout', 'bristles'),
  Heron: face(['#b7c3cf', '#eef2f6', '#4a5664'], 'none', 'wide', 'beak', 'crest', 'mask'),
  Husky: face(['#76808d', '#ffffff', '#3f4752'], 'point', 'wide', 'snout', 'heart'),
  Ibex: face(['#a58a6b', '#dcc9b0', '#5c4a37'], 'side', 'dots', 'snout', 'horns', 'mane'),
  Koala: face(['#a3abb5', '#e3dfe5', '#4a4f57'], 'big', 'dots', 'nose'),
  Lemur: face(['#d6d6d2', '#ffffff', '#44444a'], 'round', 'wide', 'snout', 'mask'),
  Leopard: face(['#e8b65a', '#fdf0d2', '#6b4520'], 'round', 'dots', 'snout', 'spots', 'whiskers'),
  Lion: face(['#e9b860', '#fbe6b9', '#a8622a'], 'round', 'dots', 'snout', 'mane', 'whiskers'),
  Lynx: face(['#cda677', '#fbf0df', '#4d3a28'], 'tuft', 'wide', 'tiny', 'cheeks', 'whiskers'),
  Marten: face(['#7d5137', '#f4dfae', '#472d1e'], 'round', 'dots', 'tiny', 'cheeks'),
  Meerkat: face(['#d3b289', '#f6e7d0', '#57412d'], 'small', 'dots', 'snout', 'mask'),
  Moose: face(['#7a5539', '#b08a69', '#4b3221'], 'side', 'dots', 'broad', 'antlers'),
  Otter: face(['#8d6a4f', '#e6d1b8', '#553d2c'], 'small', 'dots', 'broad', 'whiskers'),
  Owl: face(['#a77f56', '#f0dfc4', '#6a4b2e'], 'tuft', 'wide', 'beak', 'heart'),
  Panda: face(['#ffffff', '#f4f4f4', '#2f3338'], 'ball', 'dots', 'tiny', 'patches'),
  Parrot: face(['#4fa65b', '#f4f1dc', '#d2453c'], 'none', 'wide', 'hook', 'crest', 'heart'),
  Penguin: face(['#38414d', '#ffffff', '#20262e'], 'none', 'dots', 'beak', 'heart'),
  Puffin: face(['#2f3640', '#ffffff', '#1d2229'], 'none', 'wide', 'bill', 'heart'),
  Rabbit: face(['#e9e1da', '#f7c9cf', '#a99c92'], 'tall', 'dots', 'tiny', 'teeth', 'whiskers'),
  Raccoon: face(['#9ba1a8', '#f2f3f4', '#3d434b'], 'round', 'dots', 'snout', 'mask', 'whiskers'),
  Seal: face(['#8b98a8', '#dfe6ee', '#55606e'], 'none', 'dots', 'broad', 'whiskers'),
  Squirrel: face(['#c2683a', '#f8e3cd', '#79391c'], 'tuft', 'dots', 'tiny', 'teeth'),
  Tiger: face(['#ee9a3c', '#fff3e0', '#3f2a1a'], 'round', 'dots', 'snout', 'stripes', 'whiskers'),
  Turtle: face(['#8fb573', '#dcebc9', '#4f7440'], 'none', 'dots', 'grin', 'spots'),
  Walrus: face(['#a9826a', '#dbbfa9', '#6d4d3b'], 'none', 'dots', 'broad', 'tusks'),
  Wolf: face(['#8a919b', '#eceef0', '#50565f'], 'point', 'dots', 'snout', 'cheeks', 'blaze'),
  Zebra: face(['#fafafa', '#d9d6d3', '#2c2f34'], 'side', 'dots', 'broad', 'stripes', 'crest'),
} as const satisfies Record<string, Face>;

export type Animal = keyof typeof faces;
export const animals = Object.keys(faces) as Animal[];
