# Reads what "ogrinfo -al -geom=SUMMARY" prints and writes a line for each feature, its
# parts separated by tabs: layer, kind, type of geometry, route, name. A line break in a
# name is written \n, a tab \t. The variable "name" is the attribute that holds names.

function flush() {
  if (key != "") value[key] = text
  key = ""
}

function feature() {
  flush()
  if (on) print layer "\t" value["kind"] "\t" shape "\t" value["route"] "\t" value[name]
  on = 0
  shape = ""
  split("", value)
}

/^Layer name: / {
  feature()
  layer = substr($0, 13)
  next
}

/^OGRFeature\(/ {
  feature()
  on = 1
  next
}

on && /^  [A-Za-z_0-9-]+ \([A-Za-z0-9]+(\([A-Za-z0-9]+\))?\) = / {
  flush()
  key = $1
  text = substr($0, index($0, ") = ") + 4)
  gsub(/\t/, "\\t", text)
  next
}

on && /^  Style = / {
  flush()
  next
}

on && /^  [A-Z]+( [A-Z]+)? :/ {
  flush()
  shape = $1
  next
}

on && key != "" {
  gsub(/\t/, "\\t")
  text = text "\\n" $0
}

END { feature() }
