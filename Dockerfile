# An image with nothing but coffer, for images that want it:
#
#     ./build native && docker build -t coffer .
#
#     COPY --from=coffer /coffer /coffer
#
# docs/manual/containers.md has the rest. For arm64: ./build native arm64, and
# docker build --platform linux/arm64 --build-arg BINARIES=artifacts/native-arm64 -t coffer .

FROM scratch
ARG BINARIES=artifacts/native
COPY ${BINARIES}/coffer /coffer
ENTRYPOINT ["/coffer"]
