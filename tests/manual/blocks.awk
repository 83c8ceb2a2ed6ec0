# Splits a page into its fenced blocks: each into a file NUMBER in `folder`, and a line 'NUMBER LINE INFO' on stdout.
# A fence in a list is indented; its block loses that indent.
match($0, /^ *```/) {
    if (inside) {
        close(file)
        inside = 0
    } else {
        indent = RLENGTH - 3
        info = substr($0, RLENGTH + 1)
        file = sprintf("%s/%03d", folder, ++count)
        printf "" > file
        print count, NR, info
        inside = 1
    }
    next
}
inside { print substr($0, 1, indent) ~ /^ *$/ ? substr($0, indent + 1) : $0 > file }
END { if (inside) { print "a block has no end" > "/dev/stderr"; exit 1 } }
