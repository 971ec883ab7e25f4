"""GLSL programs. Colours are linear inside; the last line of `SURFACE` makes them sRGB-like."""

from enum import IntEnum


class Kind(IntEnum):
    """What a surface is painted with."""

    TEXTURE = 0  # its own texture coordinates
    BOARDS = 1  # a wooden floor, computed; `colour` tints it
    PLAIN = 2  # `colour` with a little grain
    PICTURE = (
        3  # a texture laid over world coordinates; colour = (repeats a metre, brightness, unused)
    )


VERTEX = """#version 330
uniform mat4 view_projection;
in vec3 position;
in vec3 normal;
in vec2 uv;
out vec3 P;
out vec3 N;
out vec2 T;
void main() {
  P = position;
  N = normal;
  T = uv;
  gl_Position = view_projection * vec4(position, 1);
}"""

SHADOW_VERTEX = """#version 330
uniform mat4 view_projection;
in vec3 position;
void main() { gl_Position = view_projection * vec4(position, 1); }"""

SHADOW = """#version 330
void main() {}"""

SURFACE = """#version 330
in vec3 P;
in vec3 N;
in vec2 T;
out vec4 shown;
uniform sampler2D image;
uniform int kind;
uniform vec3 colour;
uniform float gloss;
uniform vec3 eye;
uniform sampler2DShadow shadow0;
uniform sampler2DShadow shadow1;
uniform sampler2DShadow shadow2;
uniform mat4 light_projection[3];
uniform vec3 light_position[2];
uniform vec3 light_colour[2];
uniform float light_radius[3];
uniform vec3 sky;
uniform vec3 ground;
uniform float exposure;

float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }

float grain(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}

bool beyond(vec3 c) { return c.x < 0. || c.y < 0. || c.x > 1. || c.y > 1. || c.z > 1.; }

float soft_shadow(sampler2DShadow map, mat4 m, vec3 p, float r, float bias) {
  vec4 q = m * vec4(p, 1);
  vec3 c = q.xyz / q.w * .5 + .5;
  if (beyond(c)) return 1.;
  float lit = 0.;
  for (int i = -1; i <= 1; i++)
    for (int j = -1; j <= 1; j++) lit += texture(map, vec3(c.xy + vec2(i, j) * r, c.z - bias));
  return lit / 9.;
}

// Four bilinear taps are enough for the narrow penumbra of the lamps.
float lamp_shadow(sampler2DShadow map, mat4 m, vec3 p, float r, float bias) {
  vec4 q = m * vec4(p, 1);
  vec3 c = q.xyz / q.w * .5 + .5;
  if (beyond(c)) return 1.;
  float k = r * .8, z = c.z - bias;
  return .25 * (texture(map, vec3(c.xy + vec2(k, .35 * k), z)) + texture(map, vec3(c.xy + vec2(-.35 * k, k), z))
    + texture(map, vec3(c.xy + vec2(-k, -.35 * k), z)) + texture(map, vec3(c.xy + vec2(.35 * k, -k), z)));
}

vec3 boards() {
  float row = floor(P.x / .14);
  float y = P.y + row * .37;
  float k = hash(vec2(row, floor(y / 1.2)));
  vec3 a = mix(vec3(.30, .17, .085), vec3(.44, .28, .15), k);
  a *= .86 + .2 * grain(vec2(P.x * 70. + k * 50., P.y * 3.)) + .1 * grain(vec2(P.x * 300., P.y * 12.));
  float across = min(fract(P.x / .14), 1. - fract(P.x / .14)) * .14;
  float along = min(fract(y / 1.2), 1. - fract(y / 1.2)) * 1.2;
  a *= smoothstep(0., .004, min(across, along)) * .55 + .45;
  return a * colour;
}

vec3 laid_picture(vec3 n) {
  vec3 w = abs(n);
  vec2 at = (w.z > w.x && w.z > w.y) ? P.xy : (w.x > w.y ? P.yz : P.xz);
  return pow(texture(image, at * colour.x).rgb, vec3(2.2)) * colour.y;
}

vec3 painted(vec3 n) {
  if (kind == 0) return pow(texture(image, T).rgb, vec3(2.2)) * colour;
  if (kind == 1) return boards();
  if (kind == 3) return laid_picture(n);
  return colour * (.97 + .05 * grain((P.xy + P.zx) * 3.) + .02 * grain((P.xy + P.yz) * 160.));
}

void main() {
  vec3 n = normalize(N);
  if (!gl_FrontFacing && kind == 0) n = -n;
  vec3 v = normalize(eye - P);
  vec3 a = painted(n);
  float open = soft_shadow(shadow2, light_projection[2], P + n * .012, light_radius[2], .0012);
  vec3 c = a * mix(ground, sky, n.z * .5 + .5) * mix(.45, 1., open);
  for (int i = 0; i < 2; i++) {
    vec3 L = light_position[i] - P;
    float d = length(L);
    L /= d;
    float facing = max((dot(n, L) + .12) / 1.12, 0.);
    float lit = (i == 0) ? lamp_shadow(shadow0, light_projection[0], P + n * .008, light_radius[0], .0008)
      : lamp_shadow(shadow1, light_projection[1], P + n * .008, light_radius[1], .0008);
    vec3 H = normalize(L + v);
    float shine = gloss * pow(max(dot(n, H), 0.), 24.) * step(0., dot(n, L));
    c += light_colour[i] * lit * (a * facing + shine) * (7. / (1. + d * d));
  }
  c = c * exposure;
  c = c / (1. + .18 * c);
  shown = vec4(pow(clamp(c, 0., 1.), vec3(1. / 2.2)), 1.);
}"""
