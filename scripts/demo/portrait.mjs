// Portraits of nobody: flat shapes in chosen colours, different for every seed and the same for one.
import sharp from 'sharp';
import { createRandom } from './random.mjs';

/** Background, ring behind the head, clothes, trimming. */
const palettes = [
  ['#f4d9c6', '#e9b48f', '#1f4e5f', '#f2f0e6'],
  ['#cfe3dc', '#8fbfb0', '#7a2e3b', '#f0c987'],
  ['#e8e1f0', '#b9a3d0', '#2d2a4a', '#e3b7a0'],
  ['#f7e7b4', '#efc05c', '#33533f', '#fbf3dc'],
  ['#d6e4f2', '#8fb1d6', '#b4532a', '#f5e6d3'],
  ['#f3d5d8', '#dd96a1', '#274060', '#f6efe9'],
  ['#dfe6cf', '#aebf83', '#5a3a5e', '#f1dfa7'],
  ['#e6ddd3', '#c2a98d', '#0f4c4a', '#e8a87c'],
  ['#2c5268', '#487b93', '#d98c5f', '#f6e3c8'],
  ['#54406a', '#7a5f92', '#e2b15b', '#f2e6f2'],
  ['#2f5e50', '#4f8570', '#e7c8a0', '#b5483a'],
  ['#6b2d34', '#8f474a', '#e9d3b0', '#29464f'],
  ['#d3ecef', '#7fc4c9', '#3d3b5c', '#f4a582'],
  ['#faeadb', '#f2b880', '#8c3f4d', '#fdf7ef'],
];

/** Lit side, shaded side, line. */
const skins = [
  ['#f6d7c3', '#e8bda3', '#b98468'],
  ['#efc4a3', '#dda780', '#a9734e'],
  ['#dfa878', '#c98c5b', '#8f5d38'],
  ['#c68a5e', '#ab7045', '#77482a'],
  ['#9c6540', '#82512f', '#57331d'],
  ['#754a31', '#5f3a25', '#3d2416'],
  ['#553527', '#43291d', '#2a1811'],
];

const hairColors = [
  '#1d1a1f',
  '#2c2320',
  '#4a2f22',
  '#6d4427',
  '#9a6a35',
  '#c99a4f',
  '#8d3b22',
  '#77706c',
  '#c9c3bd',
  '#7d4a5b',
];

const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
const circle = (x, y, r, fill, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const ellipse = (x, y, rx, ry, fill, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
const line = (d, color, width) =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

// The canvas is 800 units wide; the head's centre is at (400, 350).
const background = {
  halo: (ring) => circle(400, 360, 285, ring),
  arch: (ring) => path('M130 800 V360 a270 270 0 0 1 540 0 V800 Z', ring),
  sun: (ring) => circle(580, 230, 170, ring),
  hills: (ring) => path('M0 560 C180 440 300 620 470 520 S720 440 800 500 V800 H0 Z', ring),
  bands: (ring) =>
    [0, 1, 2, 3].map((band) => path(`M0 ${90 + band * 190} H800 v70 H0 Z`, ring, 'opacity=".55"')).join(''),
  dots: (ring) =>
    Array.from({ length: 49 }, (_, at) => circle(40 + (at % 7) * 120, 40 + Math.floor(at / 7) * 120, 16, ring)).join(
      '',
    ),
};

/** What lies behind the head. */
const backHair = {
  none: () => '',
  long: (hair, { width }) =>
    path(
      `M${400 - width - 34} 330 C${400 - width - 60} 100 ${400 + width + 60} 100 ${400 + width + 34} 330 V640 H${400 - width - 34} Z`,
      hair,
    ),
  wavy: (hair, { width }) =>
    path(
      `M${400 - width - 20} 300 C${400 - width - 70} 90 ${400 + width + 70} 90 ${400 + width + 20} 300 q50 60 10 130 q40 70 -20 140 H${400 - width + 10} q-60 -70 -20 -140 q-40 -70 10 -130 Z`,
      hair,
    ),
  cloud: (hair, { width }) =>
    Array.from({ length: 11 }, (_, at) => {
      const angle = Math.PI * (0.92 + (at / 10) * 1.16);
      return circle(400 + Math.cos(angle) * (width + 42), 330 + Math.sin(angle) * 190, 82, hair);
    }).join('') + circle(400, 280, 190, hair),
  bun: (hair) => circle(400, 132, 66, hair),
  braids: (hair, { width }) =>
    [-1, 1]
      .map((side) =>
        Array.from({ length: 7 }, (_, at) =>
          ellipse(400 + side * (width + 12 + at * 3), 400 + at * 44, 27, 30, hair),
        ).join(''),
      )
      .join(''),
};

/** What lies on the forehead; drawn inside the outline of the head, or above it. */
const frontHair = {
  bald: () => '',
  cap: (hair, { width, top }) =>
    path(
      `M${400 - width - 8} 340 C${400 - width - 14} ${top - 50} ${400 + width + 14} ${top - 50} ${400 + width + 8} 340 C${400 + width - 30} 250 ${400 + 60} 236 400 240 S${400 - width + 30} 250 ${400 - width - 8} 340 Z`,
      hair,
    ),
  sweep: (hair, { width, top }) =>
    path(
      `M${400 - width - 8} 345 C${400 - width - 20} ${top - 60} ${400 + width + 24} ${top - 64} ${400 + width + 8} 345 C${400 + width - 6} 270 ${400 + 40} 268 ${400 - 30} 214 C${400 - 60} 270 ${400 - width + 20} 270 ${400 - width - 8} 345 Z`,
      hair,
    ),
  fringe: (hair, { width, top }) =>
    path(
      `M${400 - width - 10} 370 C${400 - width - 16} ${top - 56} ${400 + width + 16} ${top - 56} ${400 + width + 10} 370 L${400 + width - 26} 290 H${400 - width + 26} Z`,
      hair,
    ),
  parted: (hair, { width, top }) =>
    path(
      `M${400 - width - 8} 380 C${400 - width - 20} ${top - 56} ${400 + width + 20} ${top - 56} ${400 + width + 8} 380 C${400 + width - 10} 290 ${400 + 70} 250 400 214 C${400 - 70} 250 ${400 - width + 10} 290 ${400 - width - 8} 380 Z`,
      hair,
    ),
  curls: (hair, { width, top }) =>
    Array.from({ length: 9 }, (_, at) => {
      const angle = Math.PI * (1.02 + (at / 8) * 0.96);
      return circle(400 + Math.cos(angle) * (width - 6), 330 + Math.sin(angle) * (330 - top - 14), 47, hair);
    }).join(''),
};

/** Worn instead of showing hair. */
const headwear = {
  scarf: (cloth, trim, { width, top, bottom }) =>
    path(
      `M${400 - width - 62} 780 C${400 - width - 74} 500 ${400 - width - 70} ${top - 80} 400 ${top - 82} S${400 + width + 74} 500 ${400 + width + 62} 780 Z M400 ${top + 34} C${400 - width + 8} ${top + 34} ${400 - width + 2} 330 ${400 - width + 10} 400 C${400 - width + 26} ${bottom - 30} ${400 - 60} ${bottom + 6} 400 ${bottom + 8} S${400 + width - 26} ${bottom - 30} ${400 + width - 10} 400 C${400 + width - 2} 330 ${400 + width - 8} ${top + 34} 400 ${top + 34} Z`,
      cloth,
      'fill-rule="evenodd"',
    ) + line(`M${400 - width - 30} 660 C${400 - 80} 720 ${400 + 60} 690 ${400 + width + 10} 600`, trim, 10),
  turban: (cloth, trim, { width, top }) =>
    path(
      `M${400 - width - 30} 300 C${400 - width - 60} ${top - 110} ${400 + width + 60} ${top - 110} ${400 + width + 30} 300 C${400 + 90} 236 ${400 - 90} 236 ${400 - width - 30} 300 Z`,
      cloth,
    ) +
    line(`M${400 - width - 10} 262 C${400 - 40} ${top - 40} ${400 + 60} ${top - 20} ${400 + width + 14} 190`, trim, 9) +
    line(`M${400 - width + 20} 214 C${400 - 20} ${top - 66} ${400 + 60} ${top - 60} ${400 + width - 30} 150`, trim, 9),
  hat: (cloth, trim, { width, top }) =>
    ellipse(400, 240, width + 110, 40, cloth) +
    path(
      `M${400 - width + 4} 236 C${400 - width + 10} ${top - 90} ${400 + width - 10} ${top - 90} ${400 + width - 4} 236 Z`,
      cloth,
    ) +
    path(
      `M${400 - width + 2} 238 L${400 - width + 8} 200 Q400 226 ${400 + width - 8} 200 L${400 + width - 2} 238 Q400 262 ${400 - width + 2} 238 Z`,
      trim,
    ),
};

const clothes = {
  crew: (cloth, trim) =>
    path('M110 880 C130 660 260 620 320 604 Q400 660 480 604 C540 620 670 660 690 880 Z', cloth) +
    line('M320 604 Q400 660 480 604', trim, 14),
  collar: (cloth, trim) =>
    path('M110 880 C130 660 260 620 330 600 L400 690 L470 600 C540 620 670 660 690 880 Z', cloth) +
    path('M330 596 L400 690 L340 730 L286 622 Z', trim) +
    path('M470 596 L400 690 L460 730 L514 622 Z', trim),
  roll: (cloth, trim) =>
    path('M110 880 C130 670 250 640 310 628 H490 C550 640 670 670 690 880 Z', cloth) +
    path('M316 560 Q400 600 484 560 L492 640 Q400 680 308 640 Z', trim),
  shawl: (cloth, trim) =>
    path('M100 880 C130 650 260 615 320 600 L480 600 C540 615 670 650 700 880 Z', trim) +
    path('M100 880 C130 650 260 615 326 596 L480 880 Z', cloth) +
    path('M700 880 C670 650 540 615 474 596 L380 760 L410 880 Z', cloth),
};

function headOutline({ width, top, bottom, jaw }) {
  const [left, right] = [400 - width, 400 + width];
  return `M${left} 330 C${left} ${top - 8} ${right} ${top - 8} ${right} 330 C${right} ${bottom - jaw} ${400 + width * 0.52} ${bottom} 400 ${bottom} S${left} ${bottom - jaw} ${left} 330 Z`;
}

function faceOf(random, { width, bottom }, [, , ink], hair) {
  const eyeY = random.between(352, 368);
  const apart = width * random.between(0.42, 0.5);
  const brow = random.between(-8, 8);
  const eyes = random.pick(['open', 'open', 'closed', 'smiling']);
  const eye = (x) => {
    if (eyes === 'closed') return line(`M${x - 22} ${eyeY} Q${x} ${eyeY + 16} ${x + 22} ${eyeY}`, '#2a2024', 7);
    if (eyes === 'smiling')
      return line(`M${x - 20} ${eyeY + 6} Q${x} ${eyeY - 14} ${x + 20} ${eyeY + 6}`, '#2a2024', 7);
    return ellipse(x, eyeY, 10.5, 13, '#2a2024') + circle(x + 4, eyeY - 5, 3.4, '#fff');
  };
  const browLine = (x, side) =>
    line(`M${x - 30} ${eyeY - 40 + side * brow} Q${x} ${eyeY - 60} ${x + 30} ${eyeY - 40 - side * brow}`, hair, 8);
  const nose = random.pick([
    `M404 ${eyeY + 4} L${random.between(420, 432)} ${eyeY + 74} Q404 ${eyeY + 90} 388 ${eyeY + 76}`,
    `M386 ${eyeY + 72} Q402 ${eyeY + 92} 420 ${eyeY + 72}`,
    `M400 ${eyeY + 10} Q${random.between(424, 436)} ${eyeY + 62} 412 ${eyeY + 78} Q398 ${eyeY + 84} 388 ${eyeY + 76}`,
  ]);
  const mouthY = (eyeY + 80 + bottom) / 2 - 6;
  const smile = random.between(6, 26);
  const lips = random.pick(['#a8454b', '#8c3a3a', '#b8605a', ink]);
  const mouth = random.chance(0.25)
    ? path(
        `M360 ${mouthY - 4} Q400 ${mouthY + smile * 2} 440 ${mouthY - 4} Q400 ${mouthY + 2} 360 ${mouthY - 4} Z`,
        lips,
      )
    : line(`M364 ${mouthY} Q400 ${mouthY + smile} 436 ${mouthY}`, lips, 9);
  const cheeks = random.chance(0.5)
    ? [-1, 1].map((side) => circle(400 + side * width * 0.62, eyeY + 66, 26, '#d9695f', 'opacity=".22"')).join('')
    : '';
  const glasses = random.chance(0.22)
    ? [-1, 1]
        .map(
          (side) =>
            `<rect x="${400 + side * apart - 42}" y="${eyeY - 30}" width="84" height="64" rx="${random.pick([14, 32])}" fill="#fff" fill-opacity=".14" stroke="#2a2024" stroke-width="7"/>`,
        )
        .join('') +
      line(`M${400 - apart + 42} ${eyeY - 6} Q400 ${eyeY - 16} ${400 + apart - 42} ${eyeY - 6}`, '#2a2024', 7)
    : '';
  return [
    browLine(400 - apart, 1),
    browLine(400 + apart, -1),
    eye(400 - apart),
    eye(400 + apart),
    line(nose, ink, 7),
    mouth,
    cheeks,
    glasses,
  ].join('');
}

function beardOf(kind, hair, { width, bottom }) {
  if (kind === 'full')
    return path(
      `M${400 - width} 372 C${400 - width + 4} ${bottom + 20} ${400 - 90} ${bottom + 44} 400 ${bottom + 46} S${400 + width - 4} ${bottom + 20} ${400 + width} 372 C${400 + width - 26} 440 ${400 + 70} 428 400 446 S${400 - width + 26} 440 ${400 - width} 372 Z`,
      hair,
    );
  return kind === 'moustache'
    ? path('M340 462 Q372 432 400 448 Q428 432 460 462 Q428 464 400 458 Q372 464 340 462 Z', hair)
    : '';
}

/** The drawing (SVG) of `seed`. */
function drawPortrait(seed) {
  const random = createRandom(`portrait of ${seed}`);
  const [back, ring, cloth, trim] = random.pick(palettes);
  const skin = random.pick(skins);
  const hair = random.pick(hairColors);
  const head = {
    width: random.between(128, 150),
    top: random.between(158, 176),
    bottom: random.between(518, 548),
    jaw: random.between(40, 90),
  };
  const covered = random.chance(0.2) ? random.pick(Object.keys(headwear)) : undefined;
  const behind = covered ? 'none' : random.pick(Object.keys(backHair));
  const inFront = covered
    ? 'bald'
    : random.pick(behind === 'none' ? Object.keys(frontHair) : ['cap', 'sweep', 'fringe', 'parted', 'curls']);
  const beard =
    ['long', 'wavy', 'bun', 'braids'].includes(behind) || covered === 'scarf'
      ? 'none'
      : random.pick(['none', 'none', 'full', 'moustache']);
  const outline = headOutline(head);
  const [lit, shaded] = skin;
  const tilt = random.between(-4, 4);
  const ears = [-1, 1]
    .map((side) => ellipse(400 + side * (head.width + 2), 372, 24, 36, side < 0 ? lit : shaded))
    .join('');
  const earrings =
    random.chance(0.35) && covered !== 'scarf'
      ? [-1, 1].map((side) => circle(400 + side * (head.width + 12), 424, 11, trim)).join('')
      : '';

  const figure = [
    covered === 'scarf' ? ellipse(400, 375, head.width + 24, 200, cloth) : backHair[behind](hair, head),
    path('M340 470 L332 618 Q400 740 468 618 L460 470 Z', shaded),
    clothes[random.pick(Object.keys(clothes))](cloth, trim),
    covered === 'scarf' ? '' : ears + earrings,
    path(outline, lit),
    // The far side of the face lies in the shade, as on a carved stone.
    `<g clip-path="url(#head)">${path(`M${400 + random.between(24, 60)} 120 C${random.between(430, 480)} 300 ${random.between(380, 430)} 460 470 600 H640 V120 Z`, shaded, 'opacity=".75"')}</g>`,
    beardOf(beard, hair, head),
    faceOf(random, head, skin, hair === '#c9c3bd' ? '#77706c' : hair),
    frontHair[inFront](hair, head),
    covered ? headwear[covered](covered === 'hat' ? trim : cloth, covered === 'hat' ? cloth : trim, head) : '',
  ];
  const mirrored = random.chance(0.5) ? 'translate(800 0) scale(-1 1)' : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800">
<defs>
  <clipPath id="head"><path d="${outline}"/></clipPath>
  <radialGradient id="light" cx=".3" cy=".2" r="1"><stop offset="0" stop-color="#fff" stop-opacity=".34"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".16"/></radialGradient>
</defs>
<rect width="800" height="800" fill="${back}"/>
${background[random.pick(Object.keys(background))](ring)}
<g transform="${mirrored} rotate(${tilt} 400 700)">${figure.join('\n')}</g>
<rect width="800" height="800" fill="url(#light)"/>
</svg>`;
}

/** A file as people upload them, of one of three formats. */
export async function paintPortrait(seed) {
  const format = createRandom(`format of ${seed}`).pick(['jpeg', 'jpeg', 'png', 'webp']);
  const bytes = await sharp(Buffer.from(drawPortrait(seed)))
    [format]()
    .toBuffer();
  return { bytes, type: `image/${format}`, name: `portrait.${format === 'jpeg' ? 'jpg' : format}` };
}
